using System.Diagnostics;

namespace AccountValidation.JuspaySimulator;

/// <summary>Says what an event makes of an account. The one path for what happens now and for what a ledger file remembers.</summary>
internal static class AccountEvolution
{
    public static AccountFacts Apply(AccountFacts facts, AccountEvent happened) => happened switch
    {
        AccountEvent.Called(_, _, var at) => facts with { FirstCallAt = facts.FirstCallAt ?? at, ScriptCalledAt = facts.ScriptCalledAt ?? at },
        AccountEvent.TroubleMet => facts with { TroublesMet = facts.TroublesMet + 1 },
        AccountEvent.Dropped drop => facts with { Drops = facts.Drops.Add(ToDrop(drop)) },
        AccountEvent.Settled settled => facts with { Drops = [.. facts.Drops.Select(drop => Settle(drop, settled))] },
        AccountEvent.ScriptSet set => new AccountFacts(ScriptParser.FromAccountId(set.Script))
        {
            Drops = facts.Drops,
            FirstCallAt = facts.Drops.IsEmpty ? null : facts.FirstCallAt,
        },
        _ => throw new UnreachableException(),
    };

    private static Drop ToDrop(AccountEvent.Dropped drop) => new(drop.At, drop.Amount, ScriptParser.FromAccountId(drop.Script));

    private static Drop Settle(Drop drop, AccountEvent.Settled settled) =>
        AccountHistory.IsOpen(drop, settled.At) ? drop with { Forced = new(settled.Verdict, settled.At) } : drop;
}
