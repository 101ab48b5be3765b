using System.Collections.Immutable;
using System.Globalization;
using AccountValidation.Simulation.Guarantees;

namespace AccountValidation.Simulation.Runs;

/// <summary>Formats the figures by kind of world.</summary>
internal static class Table
{
    private static readonly string Head = FormattableString.Invariant(
        $"{"world",-18}{"seeds",7}{"validations",13}{"pennies",9}{"uncertain",11}{"checks each",13}")
        + FormattableString.Invariant($"{"EXPIRED",9}{"unpaid",9}{"held",7}{"REJECTED",10}");

    /// <summary>The counts of each kind of world.</summary>
    public static string OfShares(ImmutableSortedDictionary<string, Share> worlds) =>
        string.Join('\n', worlds.Select(world => Row(world.Key.TrimStart(), world.Value)).Prepend(Head));

    /// <summary>The number of seeds that broke each guarantee, by kind of world.</summary>
    public static string OfBroken(
        ImmutableSortedDictionary<(string World, Guarantee Guarantee), ImmutableList<int>> broken) =>
        string.Join('\n', broken.Select(entry => Row(entry.Key.World.TrimStart(), entry.Key.Guarantee, entry.Value)));

    private static string Row(string world, Guarantee guarantee, ImmutableList<int> seeds) =>
        FormattableString.Invariant($"{world,-18}{guarantee,-26}{seeds.Count,6}")
        + FormattableString.Invariant($"  seeds {string.Join(' ', seeds.Order().Take(5))}");

    private static string Row(string world, Share share) =>
        FormattableString.Invariant($"{world,-18}{share.Seeds,7}{share.Validations,13}{share.Drops,9}")
        + FormattableString.Invariant($"{share.Uncertain,11}{Each(share.Checks, share),13:0.0}")
        + $"{Percent(share.Expired, share),9}{Percent(share.Unpaid, share),9}"
        + $"{Percent(share.Held, share),7}{Percent(share.Rejected, share),10}";

    private static double Each(int count, Share share) => count / (double)Math.Max(1, share.Validations);

    private static string Percent(int count, Share share) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * Each(count, share):0.00}%");
}
