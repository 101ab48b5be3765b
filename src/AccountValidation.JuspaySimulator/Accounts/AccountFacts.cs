using System.Collections.Immutable;
using System.Diagnostics;
using AccountValidation.JuspaySimulator.Ledger;
using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Accounts;

/// <summary>Names one account of one customer.</summary>
internal readonly record struct AccountKey(string CustomerId, string CustomerAccountId);

/// <summary>The sum of all events of one account.</summary>
internal sealed record AccountFacts(Script Script)
{
    /// <summary>The first call, which dates the history before the first drop. Fixed from the first drop on.</summary>
    public DateTimeOffset? FirstCallAt { get; init; }

    /// <summary>The first call since the admin route set the script.</summary>
    public DateTimeOffset? ScriptCalledAt { get; init; }

    /// <summary>The number of calls that met a fault with a limited number of calls.</summary>
    public int FaultsMet { get; init; }

    /// <summary>Every drop, oldest first.</summary>
    public ImmutableArray<Drop> Drops { get; init; } = [];

    /// <summary>The script that decides the state before the first drop.</summary>
    public Script OriginScript => Drops is [var first, ..] ? first.Script : Script;

    /// <summary>Adds an event. A live simulator and a restarted simulator share this path.</summary>
    public AccountFacts Apply(AccountEvent happened) => happened switch
    {
        AccountEvent.Called(_, _, var at) =>
            this with { FirstCallAt = FirstCallAt ?? at, ScriptCalledAt = ScriptCalledAt ?? at },
        AccountEvent.FaultMet => this with { FaultsMet = FaultsMet + 1 },
        AccountEvent.Dropped(_, _, var at, var amount, var script) =>
            this with { Drops = Drops.Add(new(at, amount, ScriptParser.FromAccountId(script))) },
        AccountEvent.Settled(_, _, var at, var verdict) =>
            this with { Drops = [.. Drops.Select(drop => drop.IsOpen(at) ? drop.Settled(verdict, at) : drop)] },
        AccountEvent.ScriptSet(_, _, _, var script) => new AccountFacts(ScriptParser.FromAccountId(script))
        {
            Drops = Drops,
            FirstCallAt = Drops.IsEmpty ? null : FirstCallAt,
        },
        _ => throw new UnreachableException(),
    };

    /// <summary>The fault that this call meets before a drop, if any.</summary>
    public Fault? FaultFor(Calls call, DateTimeOffset now) =>
        Script.Repeated is { } refusal && call == Calls.PennyDrop && !Drops.IsEmpty ? Fault.Always(call, refusal)
        : Script.Fault is { AfterDrop: false } fault
        && fault.On.HasFlag(call)
        && fault.Limit.Allows(FaultsMet, now - (ScriptCalledAt ?? now))
            ? fault
            : null;
}

/// <summary>One penny drop. It keeps its script: a later script does not change an earlier drop.</summary>
internal sealed record Drop(DateTimeOffset At, string? Amount, Script Script)
{
    /// <summary>The verdict of the admin route, which ends the script's course.</summary>
    public ForcedVerdict? Forced { get; init; }

    /// <summary>The time at which the script's course settles the drop. Null: never.</summary>
    public DateTimeOffset? SettlesAt => At + Script.Course.HiddenFor + Script.Course.PendingFor;

    public bool IsOpen(DateTimeOffset now) => Forced is null && (SettlesAt is not { } at || now < at);

    public Drop Settled(Verdict verdict, DateTimeOffset at) => this with { Forced = new(verdict, at) };
}

/// <summary>A verdict that the admin route gave.</summary>
internal sealed record ForcedVerdict(Verdict Verdict, DateTimeOffset At);
