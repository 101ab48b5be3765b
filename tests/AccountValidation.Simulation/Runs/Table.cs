using System.Collections.Immutable;
using System.Globalization;
using AccountValidation.Simulation.Guarantees;

namespace AccountValidation.Simulation.Runs;

/// <summary>Writes the figures of the kinds of worlds.</summary>
internal static class Table
{
    /// <summary>What happened in each kind of world.</summary>
    public static string OfShares(ImmutableSortedDictionary<string, Share> worlds) => string.Join('\n', worlds.Select(world => Row(world.Key, world.Value))
        .Prepend(FormattableString.Invariant(
            $"{"world",-18}{"seeds",7}{"validations",13}{"pennies",9}{"uncertain",11}{"checks each",13}{"EXPIRED",9}{"unpaid",9}{"held",7}{"REJECTED",10}")));

    /// <summary>In how many seeds of each kind of world each guarantee was broken.</summary>
    public static string OfBroken(ImmutableSortedDictionary<(string World, Guarantee Guarantee), ImmutableList<int>> broken) =>
        string.Join('\n', broken.Select(entry => string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Key.World,-18}{entry.Key.Guarantee,-26}{entry.Value.Count,6}  seeds {string.Join(' ', entry.Value.Order().Take(5))}")));

    private static string Row(string name, Share share) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name.TrimStart(),-18}{share.Seeds,7}{share.Validations,13}{share.Drops,9}{share.Uncertain,11}{Each(share.Checks, share),13:0.0}"
            + $"{Percent(share.Expired, share),9}{Percent(share.Unpaid, share),9}{Percent(share.Held, share),7}{Percent(share.Rejected, share),10}");

    private static double Each(int count, Share share) => count / (double)Math.Max(1, share.Validations);

    private static string Percent(int count, Share share) => string.Create(CultureInfo.InvariantCulture, $"{100 * Each(count, share):0.00}%");
}
