using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Steps;

namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// The money journal as one instance may use it. It asks right before an intent is written whether the instance still drives the
/// validation and holds its account: the wait for a permit may have been long.
/// </summary>
/// <param name="journal">The money journal.</param>
/// <param name="rows">Who drives.</param>
/// <param name="accounts">The account locks.</param>
/// <param name="instance">The instance.</param>
internal sealed class DriversJournal(TableMoneyJournal journal, ValidationRows rows, AccountRows accounts, string instance) : IMoneyJournal
{
    /// <summary>True once an intent was refused because the instance drives nothing, or holds no account, any more.</summary>
    public bool IsOver { get; private set; }

    /// <inheritdoc/>
    public ValueTask<JournalEntry?> FindAsync(Validation validation, int attempt, CancellationToken cancellationToken) =>
        journal.FindAsync(validation, attempt, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Intent?> BeginAsync(Validation validation, int attempt, Outcome.Checked check, CancellationToken cancellationToken)
    {
        // The core first: it reads nothing.
        if (TableMoneyJournal.IntentAfter(validation, attempt, check, journal.Now) is null)
        {
            return null;
        }

        IsOver = !await MayPayAsync(validation, cancellationToken);
        return IsOver ? null : await journal.BeginAsync(validation, attempt, check, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(Validation validation, int attempt, JuspayReply reply, CancellationToken cancellationToken) =>
        journal.CompleteAsync(validation, attempt, reply, cancellationToken);

    // An orchestration without its row, one that another has taken over from, and one that is run again after its validation has settled must
    // not drop a penny: the account may be another validation's by now.
    private async Task<bool> MayPayAsync(Validation validation, CancellationToken cancellationToken) =>
        await rows.FindAsync(validation.Id, cancellationToken) is { State.IsSettled: false } row
        && row.Driver == instance
        && await accounts.HoldsSlotAsync(validation, cancellationToken);
}
