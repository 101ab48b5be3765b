using System.Diagnostics;
using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Accounts;

/// <summary>The part of a check that changes with time.</summary>
internal sealed record CheckResult(ValidationStatus Status, DateTimeOffset? LastValidated)
{
    /// <summary>A drop is open. The date of an earlier validation stays.</summary>
    public CheckResult Pending() => this with { Status = ValidationStatus.Pending };

    /// <summary>A drop settled. Juspay's date has whole seconds: two drops in one second show the same date.</summary>
    public CheckResult Settled(Verdict verdict, DateTimeOffset at) => this with
    {
        Status = verdict is Verdict.Active ? ValidationStatus.Active : ValidationStatus.Failure,
        LastValidated = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)),
    };
}

/// <summary>Juspay's status of an account.</summary>
internal enum ValidationStatus
{
    Created,
    Pending,
    Active,
    Failure,
}

/// <summary>Derives the result of a check from the facts and the time alone.</summary>
internal static class AccountHistory
{
    public static CheckResult Check(AccountFacts facts, DateTimeOffset now)
    {
        var result = facts.Drops.Aggregate(Beginning(facts, now), (earlier, drop) => After(earlier, drop, now));
        return Dated(facts, result);
    }

    /// <summary>The result in the answer to the last POST: PENDING even while checks do not see the drop.</summary>
    public static CheckResult AnswerToLastDrop(AccountFacts facts, DateTimeOffset now)
    {
        var earlier = Check(facts with { Drops = facts.Drops[..^1], Script = facts.OriginScript }, now);
        var drop = facts.Drops[^1];
        var course = drop.Script.Course;
        var result = course.PendingFor == TimeSpan.Zero ? earlier.Settled(course.Verdict, drop.At) : earlier.Pending();
        return Dated(facts, result);
    }

    private static CheckResult After(CheckResult earlier, Drop drop, DateTimeOffset now) => drop switch
    {
        { Forced: { } forced } => earlier.Settled(forced.Verdict, forced.At),
        _ when now < drop.At + drop.Script.Course.HiddenFor => earlier,
        { SettlesAt: { } at } when now >= at => earlier.Settled(drop.Script.Course.Verdict, at),
        _ => earlier.Pending(),
    };

    private static CheckResult Beginning(AccountFacts facts, DateTimeOffset now)
    {
        var created = new CheckResult(ValidationStatus.Created, null);
        var first = facts.FirstCallAt ?? now;
        return facts.OriginScript.Before switch
        {
            Origin.Fresh => created,
            Origin.Settled(var verdict) => created.Settled(verdict, first - Origin.Settled.Age),
            Origin.OpenDrop(var time) when now < first + time => created.Pending(),
            Origin.OpenDrop(var time) => created.Settled(Verdict.Active, first + time),
            _ => throw new UnreachableException(),
        };
    }

    private static CheckResult Dated(AccountFacts facts, CheckResult result) =>
        facts.OriginScript.Dated ? result : result with { LastValidated = null };
}
