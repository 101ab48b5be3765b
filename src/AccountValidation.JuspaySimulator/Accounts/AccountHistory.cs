using System.Diagnostics;

namespace AccountValidation.JuspaySimulator;

/// <summary>Says what an account shows, from nothing but its facts and the time.</summary>
internal static class AccountHistory
{
    /// <summary>What a look shows.</summary>
    public static AccountLook Look(AccountFacts facts, DateTimeOffset now)
    {
        var look = Beginning(facts, now);
        foreach (var drop in facts.Drops)
        {
            look = After(look, drop, now);
        }

        return Dated(facts, look);
    }

    /// <summary>What the validate call says that made the last drop, at once: PENDING even where looks do not see the drop yet.</summary>
    public static AccountLook AnswerToLastDrop(AccountFacts facts, DateTimeOffset now)
    {
        var earlier = Look(facts with { Drops = facts.Drops[..^1], Script = facts.OriginScript }, now);
        var drop = facts.Drops[^1];
        var look = drop.Script.Course.PendingFor == TimeSpan.Zero ? earlier.Settled(drop.Script.Course.Verdict, drop.At) : earlier.Pending();
        return Dated(facts, look);
    }

    /// <summary>Whether a drop still awaits its answer.</summary>
    public static bool IsOpen(Drop drop, DateTimeOffset now) => drop.Forced is null && SettledAt(drop) is var at && (at is null || now < at);

    private static AccountLook After(AccountLook earlier, Drop drop, DateTimeOffset now) => drop switch
    {
        { Forced: { } forced } => earlier.Settled(forced.Verdict, forced.At),
        _ when now < drop.At + drop.Script.Course.HiddenFor => earlier,
        _ when SettledAt(drop) is { } at && now >= at => earlier.Settled(drop.Script.Course.Verdict, at),
        _ => earlier.Pending(),
    };

    private static DateTimeOffset? SettledAt(Drop drop) => drop.At + drop.Script.Course.HiddenFor + drop.Script.Course.PendingFor;

    private static AccountLook Beginning(AccountFacts facts, DateTimeOffset now)
    {
        var created = new AccountLook(ValidationStatus.Created, null);
        var first = facts.FirstCallAt ?? now;
        return facts.OriginScript.Before switch
        {
            Origin.Fresh => created,
            Origin.Settled(var verdict) => created.Settled(verdict, first - Origin.Settled.Age),
            Origin.InFlight(var time) => now < first + time ? created.Pending() : created.Settled(Verdict.Active, first + time),
            _ => throw new UnreachableException(),
        };
    }

    private static AccountLook Dated(AccountFacts facts, AccountLook look) =>
        facts.OriginScript.Dated ? look : look with { LastValidated = null };
}
