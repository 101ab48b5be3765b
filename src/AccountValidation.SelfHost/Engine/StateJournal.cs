using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Engine;

/// <summary>The money journal of the self-host is the stored state: an intent is durable once its commit is.</summary>
/// <param name="writer">Commits each intent with its state.</param>
/// <param name="lifetime">Tells when the program stops: from then on the journal refuses every penny drop, even after a
/// wait for a permit.</param>
internal sealed class StateJournal(StoreWriter writer, IHostApplicationLifetime lifetime) : IMoneyJournal
{
    /// <inheritdoc/>
    public ValueTask<JournalEntry?> FindAsync(
        Validation validation, int attempt, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            validation is { Stage: Stage.DropUnderWay, Drop: { } drop }
                ? new JournalEntry(drop.At, Reply: null, Juspay: drop.Juspay)
                : null);

    /// <inheritdoc/>
    public async ValueTask<BeginResult> BeginAsync(
        Validation validation, int attempt, Outcome.Checked check, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return new BeginResult.NotNow();
        }

        return await writer.WriteAsync(transaction => transaction.TryLock(validation)
            ? Intend(transaction, validation.Id, attempt, check)
            : new BeginResult.AccountLocked());
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(
        Validation validation,
        int attempt,
        JuspayReply reply,
        CancellationToken cancellationToken) => ValueTask.CompletedTask; // Runner applies the result to the state.

    private static BeginResult Intend(StoreTransaction transaction, string id, int attempt, Outcome.Checked check)
    {
        BeginResult begun = new BeginResult.NotNow();
        transaction.Change(
            id,
            (current, now) =>
            {
                var after = Lifecycle.Apply(current, new Outcome.IntentRecorded(attempt, now, check), now);
                if (after.Stage is Stage.DropUnderWay stage && !ReferenceEquals(after, current))
                {
                    begun = new BeginResult.Begun(now, stage.Baseline);
                }

                return after;
            });
        return begun;
    }
}
