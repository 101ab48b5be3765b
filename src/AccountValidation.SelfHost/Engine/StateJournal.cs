using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Steps;

namespace AccountValidation.SelfHost.Engine;

/// <summary>The money journal of the self-host: the state itself. An intent is durable when the commit of the state is.</summary>
/// <param name="writer">The one writer.</param>
/// <param name="lifetime">Tells when the program is stopping: from then on no money step is begun, also not one that waited for a permit.</param>
internal sealed class StateJournal(StoreWriter writer, IHostApplicationLifetime lifetime) : IMoneyJournal
{
    /// <inheritdoc/>
    public ValueTask<JournalEntry?> FindAsync(Validation validation, int attempt, CancellationToken cancellationToken) =>
        ValueTask.FromResult(validation.Stage is Stage.InFlight stage ? new JournalEntry(stage.SendBefore - validation.Terms.JuspayTimeout, Reply: null) : null);

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> BeginAsync(Validation validation, int attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return null;
        }

        DateTimeOffset? intentAt = null;
        var change = await writer.WriteAsync(transaction => transaction.Change(
            validation.Id,
            (current, now) =>
            {
                intentAt = now;
                return Lifecycle.Apply(current, new Outcome.IntentRecorded(attempt, now), now);
            }));
        return change is { After.Stage: Stage.InFlight } && !ReferenceEquals(change.Before, change.After) ? intentAt : null;
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(Validation validation, int attempt, JuspayReply reply, CancellationToken cancellationToken) => ValueTask.CompletedTask; // it is applied to the state
}
