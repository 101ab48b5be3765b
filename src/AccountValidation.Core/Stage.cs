using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Core;

/// <summary>Where a validation stands inside the lifecycle. <c>docs/architecture.md</c> draws the transitions.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Looking), "looking")]
[JsonDerivedType(typeof(Paying), "paying")]
[JsonDerivedType(typeof(InFlight), "inFlight")]
[JsonDerivedType(typeof(Confirming), "confirming")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Settled), "settled")]
public abstract record Stage
{
    private Stage()
    {
    }

    /// <summary>The look before the penny drop is due.</summary>
    /// <param name="DueAt">When to look.</param>
    /// <param name="Failures">How many looks have failed so far.</param>
    public sealed record Looking(DateTimeOffset DueAt, int Failures) : Stage;

    /// <summary>A penny drop may be sent.</summary>
    /// <param name="Baseline">What the account showed before it.</param>
    /// <param name="LookedAt">When it showed that; a penny that comes due long after is preceded by another look.</param>
    /// <param name="DueAt">When to send it.</param>
    /// <param name="Refusals">How often it was not accepted since the last look that led here.</param>
    public sealed record Paying(Baseline Baseline, DateTimeOffset LookedAt, DateTimeOffset DueAt, int Refusals) : Stage;

    /// <summary>The intent to drop a penny is durable; what became of it is not known yet.</summary>
    /// <param name="Baseline">What the account showed before it.</param>
    /// <param name="SendBefore">Intent plus time-out: nothing is sent later than this.</param>
    /// <param name="Refusals">How often a drop was not accepted before this one.</param>
    public sealed record InFlight(Baseline Baseline, DateTimeOffset SendBefore, int Refusals) : Stage;

    /// <summary>The penny drop is uncertain; confirm looks find out.</summary>
    /// <param name="Baseline">What the account showed before it.</param>
    /// <param name="SendBefore">Intent plus time-out, from which the confirm looks are counted.</param>
    /// <param name="EqualLooks">How many of the four scheduled looks equalled the baseline.</param>
    /// <param name="CountsFrom">A look that began earlier was brought forward: it can prove presence, never absence.</param>
    /// <param name="DueAt">When to look next.</param>
    /// <param name="Failures">How many looks have failed since the last good one.</param>
    public sealed record Confirming(
        Baseline Baseline, DateTimeOffset SendBefore, int EqualLooks, DateTimeOffset CountsFrom, DateTimeOffset DueAt, int Failures) : Stage;

    /// <summary>No further penny is dropped; looks wait for the answer.</summary>
    /// <param name="Evidence">What is known of the penny drop.</param>
    /// <param name="Baseline">What the account showed before it; null when another's drop was adopted.</param>
    /// <param name="ChangeSeen">Whether a look has differed from the baseline since the drop.</param>
    /// <param name="DueAt">When to look next.</param>
    /// <param name="Looks">How many looks this wait has made.</param>
    /// <param name="VisibleBy">A look that begins at this time or later and still shows nothing of an answered drop is believed.</param>
    public sealed record Waiting(
        DropEvidence Evidence, Baseline? Baseline, bool ChangeSeen, DateTimeOffset DueAt, int Looks, DateTimeOffset? VisibleBy = null) : Stage;

    /// <summary>The same stage with its next look at another time; a stage that plans no look is as it was.</summary>
    internal Stage LookingAt(DateTimeOffset due) => this switch
    {
        Looking stage => stage with { DueAt = due },
        Confirming stage => stage with { DueAt = due },
        Waiting stage => stage with { DueAt = due },
        _ => this,
    };

    /// <summary>The end.</summary>
    /// <param name="Status">A terminal status.</param>
    /// <param name="At">When it settled.</param>
    /// <param name="Reason">Why, for every status but <see cref="ValidationStatus.Active"/>.</param>
    /// <param name="Reused">True when an earlier validation of the account was recent enough.</param>
    public sealed record Settled(ValidationStatus Status, DateTimeOffset At, Reason? Reason, bool Reused) : Stage;
}

/// <summary>What is known of the penny drop that a validation waits for.</summary>
public enum DropEvidence
{
    /// <summary>The first look showed a drop in flight: it was adopted.</summary>
    Adopted,

    /// <summary>Juspay answered the drop, and its looks need not show it.</summary>
    Answered,

    /// <summary>
    /// Juspay answered the drop, and no look has shown it yet: a later validation of the account would not see it, and pay
    /// again. So the account stays taken until a look shows it, or until the time of the last confirm look.
    /// </summary>
    Unseen,

    /// <summary>A look differed from the baseline: the drop happened.</summary>
    Seen,

    /// <summary>All confirm looks of the last allowed attempt equalled the baseline: it did not happen.</summary>
    ProvedAbsent,

    /// <summary>Nothing proved whether the drop happened: the account stays taken until the deadline.</summary>
    NotProved,
}
