using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Runs;

/// <summary>The counts of one kind of world: they reveal a rule that never pays.</summary>
/// <param name="Seeds">The number of worlds of this kind.</param>
/// <param name="Validations">The number of validations.</param>
/// <param name="Drops">The number of pennies that the service dropped.</param>
/// <param name="Uncertain">The number of uncertain POSTs.</param>
/// <param name="Checks">The number of checks.</param>
/// <param name="Expired">The number of validations with <c>EXPIRED</c>.</param>
/// <param name="Unpaid">The number of expired validations without a penny at Juspay.</param>
/// <param name="Held">The number of validations unsettled at the end.</param>
/// <param name="Rejected">The number of validations with <c>REJECTED</c>.</param>
internal sealed record Share(
    int Seeds = 0,
    int Validations = 0,
    int Drops = 0,
    int Uncertain = 0,
    int Checks = 0,
    int Expired = 0,
    int Unpaid = 0,
    int Held = 0,
    int Rejected = 0)
{
    /// <summary>Adds two shares.</summary>
    public static Share operator +(Share one, Share other) => new(
        one.Seeds + other.Seeds,
        one.Validations + other.Validations,
        one.Drops + other.Drops,
        one.Uncertain + other.Uncertain,
        one.Checks + other.Checks,
        one.Expired + other.Expired,
        one.Unpaid + other.Unpaid,
        one.Held + other.Held,
        one.Rejected + other.Rejected);
}

/// <summary>The kinds of worlds with counts of their own.</summary>
internal static class Shares
{
    private const Worlds Foreign = Worlds.Strangers | Worlds.Refusals | Worlds.OtherIds;

    /// <summary>The kinds under which a world counts: each of its own kinds, and each kind that it lacks.</summary>
    public static IEnumerable<string> NamesOf(Worlds worlds)
    {
        yield return " All"; // The blank sorts this name first.
        if ((worlds & Foreign) == 0)
        {
            yield return " NoForeignAnswers";
        }

        if (worlds == Worlds.Plain)
        {
            yield return " Plain";
        }

        foreach (var world in WorldMaker.All.Where(world => worlds.HasFlag(world)))
        {
            yield return world.ToString();
        }
    }
}
