using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Runs;

/// <summary>What is counted in one kind of world: a rule that never pays shows here.</summary>
/// <param name="Seeds">How many worlds of the kind there were.</param>
/// <param name="Validations">How many validations.</param>
/// <param name="Drops">How many pennies the service dropped.</param>
/// <param name="Uncertain">How many POSTs ended uncertain.</param>
/// <param name="Checks">How many checks were made.</param>
/// <param name="Expired">How many validations ended in <c>EXPIRED</c>.</param>
/// <param name="Unpaid">How many of them without a penny that Juspay got.</param>
/// <param name="Held">How many had not settled at the end.</param>
/// <param name="Rejected">How many ended in <c>REJECTED</c>.</param>
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
    /// <summary>The sums of two.</summary>
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

/// <summary>The kinds of worlds that are counted by themselves.</summary>
internal static class Shares
{
    private const Worlds Foreign = Worlds.Strangers | Worlds.Refusals | Worlds.OtherIds;

    /// <summary>
    /// Where a world counts: under each thing that is special about it, and under what it is without.
    /// </summary>
    public static IEnumerable<string> NamesOf(Worlds worlds)
    {
        yield return " All"; // the blank sorts it before the others
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
