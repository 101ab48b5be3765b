using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Core;

/// <summary>
/// Where a validation stands inside the lifecycle. <c>docs/architecture.md</c> draws the transitions.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Checking), "looking")]
[JsonDerivedType(typeof(Paying), "paying")]
[JsonDerivedType(typeof(DropUnderWay), "inFlight")]
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
    /// <param name="RefusedAt">When Juspay first refused to show the account; null when it did not. A second refusal
    /// decides.</param>
    /// <param name="BehindSince">When a check first showed an older state than the account's last known answer; null
    /// when none did.</param>
    public sealed record Checking(
        DateTimeOffset DueAt,
        int Failures,
        DateTimeOffset? RefusedAt = null,
        DateTimeOffset? BehindSince = null) : Stage;

    /// <summary>A baseline is known, and a penny drop may be sent after a fresh check that shows it again.</summary>
    /// <param name="Baseline">What the account showed before it.</param>
    /// <param name="DueAt">When to check, and to drop the penny if the check allows it.</param>
    /// <param name="Refusals">How often the pair of check and penny drop was put off.</param>
    /// <param name="ClearFrom"> Juspay refused an earlier POST, and does not say that no penny was dropped: only a
    /// check that began at this time or later lets the next one leave. Null when nothing of the kind is open.
    /// </param>
    /// <param name="BehindSince"> When a check first showed an older state since one last showed the baseline; null
    /// when none did.
    /// </param>
    /// <param name="RefusedAt"> When Juspay first refused to show the account since a check last showed the baseline;
    /// null when it did not.
    /// </param>
    public sealed record Paying(
        Baseline Baseline,
        DateTimeOffset DueAt,
        int Refusals,
        DateTimeOffset? ClearFrom = null,
        DateTimeOffset? BehindSince = null,
        DateTimeOffset? RefusedAt = null) : Stage;

    /// <summary>The intent to drop a penny is durable; what became of it is not known yet.</summary>
    /// <param name="Baseline">What the account showed before it.</param>
    /// <param name="SendBefore">The time of the intent plus the time-out.</param>
    /// <param name="Refusals">How often the pair of check and penny drop was put off before this one.</param>
    public sealed record DropUnderWay(Baseline Baseline, DateTimeOffset SendBefore, int Refusals) : Stage;

    /// <summary>The penny drop is uncertain; confirm checks find out.</summary>
    /// <param name="Baseline">What the account showed before it.</param>
    /// <param name="SendBefore"> The later of intent plus time-out and the moment its end was noted: confirm checks are
    /// counted from here. One that was interrupted counts as ended a time-out after it was found.
    /// </param>
    /// <param name="EqualChecks">How many of the four scheduled checks showed the baseline.</param>
    /// <param name="CountsFrom">A check that began earlier was brought forward: it can prove presence, never
    /// absence.</param>
    /// <param name="DueAt">When to check next.</param>
    /// <param name="Failures">How many checks have failed since the last good one.</param>
    public sealed record Confirming(
        Baseline Baseline,
        DateTimeOffset SendBefore,
        [property: JsonPropertyName("equalLooks")] int EqualChecks,
        DateTimeOffset CountsFrom,
        DateTimeOffset DueAt,
        int Failures) : Stage;

    /// <summary>No further penny is dropped; checks wait for the answer.</summary>
    /// <param name="Evidence">What is known of the penny drop.</param>
    /// <param name="Baseline">What the account showed before it; null when nothing was known before another's drop was
    /// adopted.</param>
    /// <param name="DueAt">When to check next.</param>
    /// <param name="Checks">How many checks this wait has made.</param>
    /// <param name="VisibleBy">A check that begins at this time or later and still shows nothing of an answered drop is
    /// believed.</param>
    /// <param name="UnchangedFrom"> A settled baseline that a check still shows when it begins at this time or later is
    /// the answer of the drop; null while our own drop is not known to have happened.
    /// </param>
    public sealed record Waiting(
        DropEvidence Evidence,
        Baseline? Baseline,
        DateTimeOffset DueAt,
        [property: JsonPropertyName("looks")] int Checks,
        DateTimeOffset? VisibleBy = null,
        DateTimeOffset? UnchangedFrom = null) : Stage;

    /// <summary>The same stage with its next check at another time; a stage that plans none is as it was.</summary>
    internal Stage WithNextCheckAt(DateTimeOffset due) => this switch
    {
        Checking stage => stage with { DueAt = due },
        Confirming stage => stage with { DueAt = due },
        Waiting stage => stage with { DueAt = due },
        _ => this,
    };

    /// <summary>The end.</summary>
    /// <param name="Status">A terminal status.</param>
    /// <param name="At">When it settled.</param>
    /// <param name="Reason">Why, for every status but <see cref="ValidationStatus.Active"/>.</param>
    /// <param name="Reused">True when an earlier validation of the account was recent enough.</param>
    /// <param name="Unchanged">True when Juspay took the penny drop and went on showing the account as before
    /// it.</param>
    /// <param name="Left">What was known of the penny drop whose end was not known then, and is the account's since;
    /// null when all had ended.</param>
    public sealed record Settled(
        ValidationStatus Status,
        DateTimeOffset At,
        Reason? Reason,
        bool Reused,
        bool Unchanged = false,
        Stage? Left = null) : Stage;
}

/// <summary>What is known of the penny drop that a validation waits for.</summary>
public enum DropEvidence
{
    /// <summary>A check before the penny showed another's drop under way: it was adopted.</summary>
    Adopted,

    /// <summary>Juspay answered the drop, and its checks need not show it.</summary>
    Answered,

    /// <summary>Juspay answered the drop, and no check has shown it yet.</summary>
    Unseen,

    /// <summary>A check showed news: the drop happened.</summary>
    Seen,

    /// <summary>All confirm checks of the last allowed attempt showed the baseline: it did not happen.</summary>
    ProvedAbsent,

    /// <summary>Nothing proved whether the drop happened.</summary>
    NotProved,
}
