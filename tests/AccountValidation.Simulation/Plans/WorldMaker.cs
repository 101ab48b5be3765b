using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Plans;

/// <summary>Draws the kinds of a seed's world, and adapts its plan.</summary>
internal static class WorldMaker
{
    /// <summary>Every kind of special world.</summary>
    public static readonly IReadOnlyList<Worlds> All =
        [.. Enum.GetValues<Worlds>().Where(world => world != Worlds.Plain)];

    // The share of penny drops that get lost in worlds that search for such losses.
    private static readonly (Fate What, double Weight)[] Losses =
    [
        (Fate.AnswerLost, 0.15), (Fate.BrokenAfter, 0.1), (Fate.ErrorAfter, 0.1),
        (Fate.RequestLost, 0.1), (Fate.ErrorBefore, 0.1),
    ];

    /// <summary>Returns the plan of a seed's world.</summary>
    /// <param name="plan">The plan of a plain world.</param>
    /// <param name="wanted">The kinds of the world; null lets the seed draw them.</param>
    /// <param name="seed">The seed.</param>
    public static Plan Shape(Plan plan, Worlds? wanted, int seed)
    {
        const int Spread = 7919;
        var chance = new Random(unchecked((seed * Spread) + 1)); // A source of its own: plain worlds keep their course.
        var drawn = Draw(chance);
        var worlds = Fitting(wanted ?? drawn);
        if (worlds == Worlds.Plain)
        {
            return plan;
        }

        var uncertain = Uncertain(plan) with { Worlds = worlds };
        return PlanMaker.Timed(All
            .Where(world => worlds.HasFlag(world))
            .Aggregate(uncertain, (shaped, world) => WorldShapes.Shape(shaped, world, chance)));
    }

    // Without telling dates, nothing tells an old record from a new record.
    private static Worlds Fitting(Worlds worlds)
    {
        const Worlds Undated = Worlds.UnmovedDates | Worlds.OddDates | Worlds.MissingDates;
        return (worlds & Undated) == 0 ? worlds : worlds & ~Worlds.Replicas;
    }

    private static Worlds Draw(Random chance)
    {
        var count = chance.NextDouble() switch { < 0.3 => 0, < 0.65 => 1, < 0.85 => 2, _ => 3 };
        return Enumerable.Range(0, count)
            .Aggregate(Worlds.Plain, (worlds, _) => worlds | All[chance.Next(All.Count)]);
    }

    private static Plan Uncertain(Plan plan) => plan with
    {
        Juspay = plan.Juspay with
        {
            PennyFates = [.. plan.Juspay.Fates, .. Losses],
            Stale = Math.Max(plan.Juspay.Stale, 0.3),
        },
        Nature = plan.Nature with { ShownAtTheLast = 0.3 },
    };
}
