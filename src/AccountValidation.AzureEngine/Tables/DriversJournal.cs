using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// The money journal as a single instance may use it. Right before an intent is written, it asks two questions: whether
/// the instance still drives the validation, and whether the account lets the validation pay. The wait for a permit may
/// have been long.
/// </summary>
internal sealed class DriversJournal(
    TableMoneyJournal journal, AccountRecords records, ValidationRows rows, string instance) : IMoneyJournal
{
    private (int Attempt, JournalEntry Entry)? _found;
    private ValidationRow? _row; // as read when the intent was written

    /// <summary>True once an intent was refused because the instance no longer drives the validation.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The row, when an intent was refused because the validation has settled; null otherwise.</summary>
    public ValidationRow? SettledRow { get; private set; }

    /// <summary>
    /// A time before the step's check began, by the clock that all instances share. Null where the machine's own clock
    /// is good enough.
    /// </summary>
    public DateTimeOffset? CheckedFrom { get; set; }

    /// <summary>The check with the time from which it counts.</summary>
    public Outcome.Checked Timed(Outcome.Checked check) =>
        CheckedFrom is { } from ? check with { StartedAt = from } : check;

    /// <inheritdoc/>
    public async ValueTask<JournalEntry?> FindAsync(
        Validation validation, int attempt, CancellationToken cancellationToken)
    {
        if (_found is { } found && found.Attempt == attempt)
        {
            return found.Entry; // only the reply of an entry ever changes
        }

        var entry = await journal.FindAsync(validation, attempt, cancellationToken);
        _found = entry is null ? null : (attempt, entry);
        return entry;
    }

    /// <inheritdoc/>
    public async ValueTask<BeginResult> BeginAsync(
        Validation validation, int attempt, Outcome.Checked check, CancellationToken cancellationToken)
    {
        // Asks the core first, which makes no call.
        if (
            journal.Intended(validation, attempt, Timed(check))
            is not { Drop: { } drop, Stage: Stage.DropUnderWay stage } intended)
        {
            return new BeginResult.NotNow();
        }

        var intent = journal.NewEntry(intended);
        while (true)
        {
            // Reads the account before the row. A settlement or a takeover changes both, so this read's version cannot
            // be written beside either.
            var record = await records.FindAsync(validation.Request.CustomerAccountId, cancellationToken);
            if (!await DrivesAsync(validation.Id, cancellationToken))
            {
                return new BeginResult.NotNow();
            }

            if (!record.MayPay(validation, drop.At))
            {
                return new BeginResult.AccountLocked();
            }

            var isOurs = await records.TryPutAsync(
                record, record.LockedFor(intended, drop.At), intent, cancellationToken)
                ? true
                : await journal.IsOursAsync(intent, cancellationToken);
            if (isOurs is { } known)
            {
                return known ? new BeginResult.Begun(drop.At, stage.Baseline) : new BeginResult.NotNow();
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(
        Validation validation,
        int attempt,
        JuspayReply reply,
        CancellationToken cancellationToken
    ) => journal.CompleteAsync(validation, attempt, reply, _row, cancellationToken);

    // Three orchestrations must not drop a penny: without a row, after a takeover, and after the validation has
    // settled.
    private async Task<bool> DrivesAsync(string validationId, CancellationToken cancellationToken)
    {
        var row = await rows.FindAsync(validationId, cancellationToken);
        _row = row;
        IsOver = row?.Driver != instance;
        SettledRow = row is { State.IsSettled: true } ? row : null;
        return !IsOver && SettledRow is null;
    }
}
