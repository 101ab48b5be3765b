using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// Writes settlements across tables that share no transaction. First the account learns of the penny drop and becomes
/// free. Then the unsettled row becomes an entry; then the row follows. A broken-off settlement starts again from the
/// beginning, and changes nothing twice.
/// </summary>
public sealed class Settlements(
    AccountRecords records,
    TableMoneyJournal journal,
    UnfinishedRows unfinished,
    ValidationRows rows,
    LifecycleMonitor monitor,
    TimeProvider timeProvider)
{
    /// <summary>
    /// Writes a settlement. A settlement that the row already holds stays; the account still learns new facts.
    /// </summary>
    /// <param name="settled">The settling validation as the instance knows it.</param>
    /// <param name="instance">The instance, which must drive the validation. Otherwise the account would become free
    /// while another driver may still follow a penny drop.</param>
    /// <param name="details">The details of the account that Juspay gave with the settlement.</param>
    /// <param name="cancellationToken">Gives up; the caller can repeat the settlement.</param>
    /// <returns>Null when another instance drives the validation, or when its row is gone.</returns>
    public async Task<RowChange?> SettleAsync(
        Validation settled, string instance, AccountDetails details, CancellationToken cancellationToken)
    {
        bool MaySettle(ValidationRow row) => row.State.IsSettled || row.Driver == instance;
        if (await rows.FindAsync(settled.Id, cancellationToken) is not { } found || !MaySettle(found))
        {
            return null;
        }

        var before = found.State;
        // An activity may have died after its POST: then the account knows of the drop, and the orchestration does not.
        var known = await ReleaseAsync(
            before,
            async record =>
                record.UnknownTo(settled, timeProvider.GetUtcNow())?.Drop.ValidationId == settled.Id
                    ? await CaughtUpAsync(settled, cancellationToken)
                    : settled,
            cancellationToken);
        return await WriteAsync(known, MaySettle, details, found, cancellationToken);
    }

    /// <summary>
    /// Cancels a validation without its orchestration. If the answer of its penny drop settles the validation, that
    /// answer counts instead. Null when the row is gone.
    /// </summary>
    /// <param name="live">The current view of the validation.</param>
    /// <param name="cancellationToken">Gives up; the caller can request the cancel again.</param>
    public async Task<RowChange?> CancelAsync(Validation live, CancellationToken cancellationToken)
    {
        var settled = await ReleaseAsync(
            live,
            async _ =>
                Lifecycle.Apply(
                    await CaughtUpAsync(live, cancellationToken), new Signal.Cancel(), timeProvider.GetUtcNow()),
            cancellationToken);
        return await WriteAsync(settled, _ => true, AccountDetails.None, known: null, cancellationToken);
    }

    /// <summary>
    /// Changes the row of a settled or settling validation, and closes its entry once it is finished. Null when the row
    /// is gone.
    /// </summary>
    /// <param name="validationId">The validation's id.</param>
    /// <param name="rule">Gives the row's new content.</param>
    /// <param name="cancellationToken">Gives up; the caller can repeat the change.</param>
    /// <param name="known">The row as the caller read it; null to read it here.</param>
    public async Task<RowChange?> ChangeAsync(
        string validationId,
        Func<ValidationRow, ValidationRow> rule,
        CancellationToken cancellationToken,
        ValidationRow? known = null)
    {
        if (await rows.ChangeAsync(validationId, rule, cancellationToken, known) is not { } change)
        {
            return null;
        }

        monitor.Changed(change.Before.Whole, change.After.Whole);
        if (change.After.FinishedAt is not null)
        {
            await unfinished.CloseAsync(change.After.State, cancellationToken);
        }

        return change;
    }

    // Reads the account before working out the settlement. An intent that comes in between changes the account, so the
    // settlement is worked out again.
    private async Task<Validation> ReleaseAsync(
        Validation before, Func<AccountRecord, Task<Validation>> settle, CancellationToken cancellationToken)
    {
        while (true)
        {
            var record = await records.FindAsync(before.Request.CustomerAccountId, cancellationToken);
            var settled = await settle(record);
            var released = record.Settled(before, settled, timeProvider.GetUtcNow());
            if (
                ReferenceEquals(released, record)
                || await records.TryPutAsync(record, released, intent: null, cancellationToken))
            {
                return settled;
            }
        }
    }

    private async Task<Validation> CaughtUpAsync(Validation known, CancellationToken cancellationToken) =>
        JournalRules.CaughtUp(known, await journal.ReadAsync(known, cancellationToken), timeProvider.GetUtcNow());

    private async Task<RowChange?> WriteAsync(
        Validation settled,
        Func<ValidationRow, bool> mayChange,
        AccountDetails details,
        ValidationRow? known,
        CancellationToken cancellationToken)
    {
        await unfinished.ReleaseAsync(settled, cancellationToken);
        return await ChangeAsync(
            settled.Id,
            row =>
                row.State.IsSettled || !mayChange(row)
                    ? row
                    : row.With(
                        (row.Confidential with { Details = details.OrElse(row.Confidential.Details) }).RestoredTo(
                            settled),
                        timeProvider.GetUtcNow()),
            cancellationToken,
            known);
    }
}
