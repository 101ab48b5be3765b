using System.Collections.Immutable;

namespace AccountValidation.JuspaySimulator;

/// <summary>Everything that has happened to one account.</summary>
internal sealed record AccountFacts(Script Script)
{
    /// <summary>The first call, from which an invented history is dated. It stands still once a penny was dropped.</summary>
    public DateTimeOffset? FirstCallAt { get; init; }

    /// <summary>The first call since the script was set.</summary>
    public DateTimeOffset? ScriptCalledAt { get; init; }

    /// <summary>How many calls have met the script's trouble.</summary>
    public int TroublesMet { get; init; }

    /// <summary>Every penny, oldest first.</summary>
    public ImmutableArray<Drop> Drops { get; init; } = [];

    /// <summary>What the account shows without its drops.</summary>
    public Script OriginScript => Drops is [var first, ..] ? first.Script : Script;

    /// <summary>The trouble that such a call meets before a drop, if any.</summary>
    public Trouble? TroubleFor(Calls call, DateTimeOffset now) =>
        Script.Repeated is { } refusal && call == Calls.Validate && !Drops.IsEmpty ? Trouble.Always(call, refusal)
        : Script.Trouble is { AfterDrop: false } trouble
        && trouble.On.HasFlag(call)
        && trouble.Limit.Allows(TroublesMet, now - (ScriptCalledAt ?? now))
            ? trouble
            : null;
}
