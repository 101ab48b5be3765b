using AccountValidation.Core;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Service.Engine;

/// <summary>
/// Makes the intent to drop a penny durable before the service drops the penny. The service never runs an attempt again
/// that has an entry.
/// </summary>
public interface IMoneyJournal
{
    /// <summary>The entry of an attempt; null when nobody has begun the attempt.</summary>
    ValueTask<JournalEntry?> FindAsync(Validation validation, int attempt, CancellationToken cancellationToken);

    /// <summary>
    /// Begins an attempt, if the core allows it after this check and the validation holds its account's lock. A
    /// returned intent is on disk: this caller, and no other caller, may send the penny drop.
    /// </summary>
    ValueTask<BeginResult> BeginAsync(
        Validation validation, int attempt, Outcome.Checked check, CancellationToken cancellationToken);

    /// <summary>
    /// Records the reply to an attempt that this caller began, where the journal is not the state itself. The journal
    /// throws no fault of its own: the outcome is on its way to the state. An entry without a reply means that the
    /// penny drop is uncertain.
    /// </summary>
    ValueTask CompleteAsync(Validation validation, int attempt, JuspayReply reply, CancellationToken cancellationToken);
}

/// <summary>The decision whether the caller may send a penny drop.</summary>
public abstract record BeginResult
{
    private BeginResult()
    {
    }

    /// <summary>The intent is durable: the caller may send the penny drop.</summary>
    /// <param name="At">The time of the intent.</param>
    /// <param name="Baseline">The account's state before the penny drop.</param>
    public sealed record Begun(DateTimeOffset At, Baseline Baseline) : BeginResult;

    /// <summary>The core decided against the penny drop after the check, or the program is stopping.</summary>
    public sealed record NotNow : BeginResult;

    /// <summary>Another validation of the account holds its lock.</summary>
    public sealed record AccountLocked : BeginResult;
}

/// <summary>The journal's entry of an attempt that was begun earlier.</summary>
/// <param name="IntentAt">The time of the intent.</param>
/// <param name="Reply">Juspay's reply; null when nobody recorded a reply.</param>
/// <param name="Baseline">The account's state before the penny drop, when the journal keeps it apart from the
/// validation's state.</param>
/// <param name="Juspay">The Juspay that got the penny drop; null when not recorded, or recorded in the validation's
/// state.</param>
public sealed record JournalEntry(
    DateTimeOffset IntentAt, JuspayReply? Reply, Baseline? Baseline = null, JuspayIdentity? Juspay = null);
