using AccountValidation.Core;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Service.Engine;

/// <summary>
/// Where the intent to drop a penny is made durable before the penny is dropped. An attempt that has an entry is never
/// run again, whoever asks and however often.
/// </summary>
public interface IMoneyJournal
{
    /// <summary>The entry of an attempt that was begun before; null when it was not.</summary>
    ValueTask<JournalEntry?> FindAsync(Validation validation, int attempt, CancellationToken cancellationToken);

    /// <summary>
    /// Begins an attempt, when the core allows it after this check and the validation holds its account's lock. When an
    /// intent comes back, it is on disk, and this caller, and no other, may send the penny drop.
    /// </summary>
    ValueTask<BeginResult> BeginAsync(
        Validation validation, int attempt, Outcome.Checked check, CancellationToken cancellationToken);

    /// <summary>
    /// Records what became of an attempt that this caller began, where the journal is not the state itself. A fault of
    /// the journal is not thrown: the outcome is on its way to the state, and an entry without one means that the penny
    /// drop is uncertain.
    /// </summary>
    ValueTask CompleteAsync(Validation validation, int attempt, JuspayReply reply, CancellationToken cancellationToken);
}

/// <summary>Whether a penny drop may be sent.</summary>
public abstract record BeginResult
{
    private BeginResult()
    {
    }

    /// <summary>The intent is durable: it may.</summary>
    /// <param name="At">When the intent was made.</param>
    /// <param name="Baseline">What the account showed before it.</param>
    public sealed record Begun(DateTimeOffset At, Baseline Baseline) : BeginResult;

    /// <summary>The core decided otherwise after the check, or the program is stopping.</summary>
    public sealed record NotNow : BeginResult;

    /// <summary>Another validation of the account holds its lock.</summary>
    public sealed record AccountLocked : BeginResult;
}

/// <summary>An attempt that was begun before.</summary>
/// <param name="IntentAt">When.</param>
/// <param name="Reply">What became of it; null when that was not recorded.</param>
/// <param name="Baseline">What the account showed before it, when the journal keeps that apart from the state.</param>
/// <param name="Juspay">Which Juspay it was sent to; null when that was not noted, or is in the state.</param>
public sealed record JournalEntry(
    DateTimeOffset IntentAt, JuspayReply? Reply, Baseline? Baseline = null, JuspayIdentity? Juspay = null);
