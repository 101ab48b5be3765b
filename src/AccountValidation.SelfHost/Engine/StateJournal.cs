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
    public async ValueTask<Intent?> BeginAsync(Validation validation, int attempt, Outcome.Checked check, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return null;
        }

        Intent? intent = null;
        await writer.WriteAsync(transaction => transaction.Change(
            validation.Id,
            (current, now) =>
            {
                var after = Lifecycle.Apply(current, new Outcome.IntentRecorded(attempt, now, check), now);
                intent = after.Stage is Stage.InFlight stage && !ReferenceEquals(after, current) ? new(now, stage.Baseline) : null;
                return after;
            }));
        return intent;
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(Validation validation, int attempt, JuspayReply reply, CancellationToken cancellationToken) => ValueTask.CompletedTask; // it is applied to the state
}
