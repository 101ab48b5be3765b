using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Core;

/// <summary>
/// The stage of a validation inside the lifecycle. <c>docs/architecture.md</c> draws the transitions.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Checking), "checking")]
[JsonDerivedType(typeof(Paying), "paying")]
[JsonDerivedType(typeof(DropUnderWay), "dropUnderWay")]
[JsonDerivedType(typeof(Confirming), "confirming")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Settled), "settled")]
public abstract record Stage
{
    private Stage()
    {
    }

    /// <summary>No good check has been made yet.</summary>
    /// <param name="DueAt">When to check, and to drop the penny if the check allows it.</param>
    /// <param name="Failures">How many checks have failed so far.</param>
    /// <param name="RefusedAt">When Juspay first refused to show the account; null before a refusal. A second refusal
    /// decides.</param>
    /// <param name="BehindSince">When a check first showed an older state than the account's last known answer; null
    /// when no check did.</param>
    public sealed record Checking(
        DateTimeOffset DueAt,
        int Failures,
        DateTimeOffset? RefusedAt = null,
        DateTimeOffset? BehindSince = null) : Stage;

    /// <summary>A baseline is known. A fresh check that shows the baseline again allows the penny drop.</summary>
    /// <param name="Baseline">The account's state before the drop.</param>
    /// <param name="DueAt">When to check, and to drop the penny if the check allows it.</param>
    /// <param name="Refusals">How often the pair of check and penny drop was postponed.</param>
    /// <param name="ClearFrom">Juspay refused an earlier POST, and does not say that no penny was dropped. Only a check
    /// that began at this time or later lets the next POST leave. Null when no such POST is open.</param>
    /// <param name="BehindSince">When a check first showed an older state after the last check that showed the
    /// baseline. Null when no check did.</param>
    /// <param name="RefusedAt">When Juspay first refused to show the account after the last check that showed the
    /// baseline. Null before a refusal.</param>
    public sealed record Paying(
        Baseline Baseline,
        DateTimeOffset DueAt,
        int Refusals,
        DateTimeOffset? ClearFrom = null,
        DateTimeOffset? BehindSince = null,
        DateTimeOffset? RefusedAt = null) : Stage;

    /// <summary>
    /// The intent to drop a penny is durable; the end of the drop is not known yet. <see cref="Validation.Drop"/> holds
    /// the time of the intent.
    /// </summary>
    /// <param name="Baseline">The account's state before the drop.</param>
    /// <param name="SendBefore">The time of the intent plus the sender's time-out.</param>
    /// <param name="Refusals">How often the pair of check and penny drop was postponed before this drop.</param>
    public sealed record DropUnderWay(Baseline Baseline, DateTimeOffset SendBefore, int Refusals) : Stage;

    /// <summary>The penny drop is uncertain; confirm checks find out.</summary>
    /// <param name="Baseline">The account's state before the drop.</param>
    /// <param name="SendBefore">The later of intent plus time-out and the moment when the drop's end was noted. Confirm
    /// checks count from here. An interrupted drop counts as ended a time-out after it was found.</param>
    /// <param name="EqualChecks">How many of the four scheduled checks showed the baseline.</param>
    /// <param name="CountsFrom">Checks count towards absence from this time. A check that began earlier was brought
    /// forward: it can prove presence, never absence.</param>
    /// <param name="DueAt">When to check next.</param>
    /// <param name="Failures">How many checks have failed since the last good check.</param>
    public sealed record Confirming(
        Baseline Baseline,
        DateTimeOffset SendBefore,
        int EqualChecks,
        DateTimeOffset CountsFrom,
        DateTimeOffset DueAt,
        int Failures) : Stage;

    /// <summary>No further penny is dropped; checks wait for the answer.</summary>
    /// <param name="Evidence">The evidence about the penny drop.</param>
    /// <param name="Baseline">The account's state before the drop; null for a drop from elsewhere before which no state
    /// is known.</param>
    /// <param name="DueAt">When to check next.</param>
    /// <param name="Checks">How many checks this wait has made.</param>
    /// <param name="VisibleBy">From this time, trust a check that does not show the answered drop.</param>
    /// <param name="UnchangedFrom">From this time, a check that still shows the settled baseline gives the answer of
    /// the drop. Null while nothing proves that this validation's drop happened.</param>
    public sealed record Waiting(
        DropEvidence Evidence,
        Baseline? Baseline,
        DateTimeOffset DueAt,
        int Checks,
        DateTimeOffset? VisibleBy = null,
        DateTimeOffset? UnchangedFrom = null) : Stage;

    /// <summary>Moves the next check to another time. A stage without a planned check stays as it is.</summary>
    internal Stage WithNextCheckAt(DateTimeOffset due) => this switch
    {
        Checking stage => stage with { DueAt = due },
        Confirming stage => stage with { DueAt = due },
        Waiting stage => stage with { DueAt = due },
        _ => this,
    };

    /// <summary>The validation has ended.</summary>
    /// <param name="Status">A terminal status.</param>
    /// <param name="At">When it settled.</param>
    /// <param name="Reason">Why the validation ended; null for <see cref="ValidationStatus.Active"/>.</param>
    /// <param name="Reused">True when an earlier validation of the account was recent enough.</param>
    /// <param name="Unchanged">True when Juspay took the penny drop and still showed the account as before.</param>
    /// <param name="Left">The stage of the drop whose end was not known at that time; the account keeps it since. Null
    /// when all drops had ended.</param>
    public sealed record Settled(
        ValidationStatus Status,
        DateTimeOffset At,
        Reason? Reason,
        bool Reused,
        bool Unchanged = false,
        Stage? Left = null) : Stage;
}

/// <summary>The evidence about the penny drop that a validation waits for.</summary>
public enum DropEvidence
{
    /// <summary>
    /// A check before the penny showed a drop from elsewhere under way, and the validation follows that drop.
    /// </summary>
    Adopted,

    /// <summary>Juspay answered the drop, and no check needs to show the drop any more.</summary>
    Answered,

    /// <summary>Juspay answered the drop, and no check has shown the drop yet.</summary>
    Unseen,

    /// <summary>A check showed news: the drop happened.</summary>
    Seen,

    /// <summary>All confirm checks of the last allowed attempt showed the baseline: the drop did not happen.</summary>
    ProvedAbsent,

    /// <summary>Nothing proved whether the drop happened.</summary>
    NotProved,
}
