using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Engine;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// The money journal as one instance may use it. It asks right before an intent is written whether the instance still
/// drives the validation and the account lets it pay: the wait for a permit may have been long.
/// </summary>
/// <param name="journal">The money journal.</param>
/// <param name="records">The accounts.</param>
/// <param name="rows">Who drives.</param>
/// <param name="instance">The instance.</param>
internal sealed class DriversJournal(
    TableMoneyJournal journal, AccountRecords records, ValidationRows rows, string instance) : IMoneyJournal
{
    private (int Attempt, JournalEntry Entry)? _found;
    private ValidationRow? _row; // as it was read when the intent was written

    /// <summary>True once an intent was refused because the instance drives nothing any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The row, when an intent was refused because it has settled; null otherwise.</summary>
    public ValidationRow? SettledRow { get; private set; }

    /// <summary>
    /// A time before the step's check began, by the clock that all instances share; null where the machine's own is
    /// good enough.
    /// </summary>
    public DateTimeOffset? CheckedFrom { get; set; }

    /// <summary>A check with the time from which it counts.</summary>
    public Outcome.Checked Timed(Outcome.Checked check) =>
        CheckedFrom is { } from ? check with { StartedAt = from } : check;

    /// <inheritdoc/>
    public async ValueTask<JournalEntry?> FindAsync(
        Validation validation, int attempt, CancellationToken cancellationToken)
    {
        if (_found is { } found && found.Attempt == attempt)
        {
            return found.Entry; // it never changes but for its reply
        }

        var entry = await journal.FindAsync(validation, attempt, cancellationToken);
        _found = entry is null ? null : (attempt, entry);
        return entry;
    }

    /// <inheritdoc/>
    public async ValueTask<BeginResult> BeginAsync(
        Validation validation, int attempt, Outcome.Checked check, CancellationToken cancellationToken)
    {
        // The core first: it reads nothing.
        if (
            journal.Intended(validation, attempt, Timed(check))
            is not { Drop: { } drop, Stage: Stage.DropUnderWay stage } intended)
        {
            return new BeginResult.NotNow();
        }

        var intent = journal.NewEntry(intended);
        while (true)
        {
            // The account before the row: who settles or takes over changes both, so what is read here cannot be
            // written beside that.
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

    // An orchestration without its row, one that another has taken over from, and one that is run again after its
    // validation has settled must not drop a penny.
    private async Task<bool> DrivesAsync(string validationId, CancellationToken cancellationToken)
    {
        var row = await rows.FindAsync(validationId, cancellationToken);
        _row = row;
        IsOver = row?.Driver != instance;
        SettledRow = row is { State.IsSettled: true } ? row : null;
        return !IsOver && SettledRow is null;
    }
}
