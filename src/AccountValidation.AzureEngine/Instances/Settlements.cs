using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.AzureEngine.Instances;

/// <summary>
/// Writes settlements down, across tables that share no transaction: first the account, which learns of the penny drop
/// and is free; then the unsettled row becomes an entry; then the row. What is broken off anywhere is done again from
/// the start, and changes nothing twice.
/// </summary>
/// <param name="records">The accounts.</param>
/// <param name="journal">The money journal.</param>
/// <param name="unfinished">The unfinished rows.</param>
/// <param name="rows">The rows of validations.</param>
/// <param name="metrics">Counts.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class Settlements(
    AccountRecords records,
    TableMoneyJournal journal,
    UnfinishedRows unfinished,
    ValidationRows rows,
    ServiceMetrics metrics,
    TimeProvider timeProvider)
{
    /// <summary>
    /// Writes a settlement down. One that is in the row already stays; its account learns what is new all the same.
    /// </summary>
    /// <param name="settled">The validation as it settles, as the instance knows it.</param>
    /// <param name="instance">The instance, which must drive the validation: it frees an account for which another
    /// driver may still follow a penny drop.</param>
    /// <param name="details">What Juspay told of the account beside that.</param>
    /// <param name="cancellationToken">Gives it up; it can be done again.</param>
    /// <returns>Null when another instance drives it, or there is no row any more.</returns>
    public async Task<RowChange?> SettleAsync(
        Validation settled, string instance, AccountDetails details, CancellationToken cancellationToken)
    {
        bool MaySettle(ValidationRow row) => row.State.IsSettled || row.Driver == instance;
        if (await rows.FindAsync(settled.Id, cancellationToken) is not { } found || !MaySettle(found))
        {
            return null;
        }

        var before = found.State;
        // An activity may have died after its POST: then the orchestration does not know of it, and the account does.
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
    /// Cancels a validation, without its orchestration. When its penny drop was answered and the answer settles it,
    /// that is what it settles with. Null when there is no row any more.
    /// </summary>
    /// <param name="live">The validation as it stands.</param>
    /// <param name="cancellationToken">Gives it up; it can be asked for again.</param>
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
    /// Changes a row that has settled, or settles. What is finished is not open any more. Null when there is no row.
    /// </summary>
    /// <param name="validationId">The validation's id.</param>
    /// <param name="rule">The row as it becomes.</param>
    /// <param name="cancellationToken">Gives it up; it can be done again.</param>
    /// <param name="known">The row as it was read before; null for none.</param>
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

        metrics.Changed(change.Before.State, change.After.State);
        if (change.After.FinishedAt is not null)
        {
            await unfinished.CloseAsync(change.After.State, cancellationToken);
        }

        return change;
    }

    // What is settled is worked out after the account was read: an intent that comes in between changes the account,
    // and it is worked out anew.
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
