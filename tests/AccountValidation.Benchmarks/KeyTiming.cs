using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using AccountValidation.Service.Api;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Benchmarks;

/// <summary>
/// Measures whether the time of a key's check tells anything of the key, as dudect does: kinds of input in random
/// order, and Welch's t for each kind against the first. An absolute t beyond 4.5 is taken for a difference.
/// </summary>
internal static class KeyTiming
{
    private const int Known = 20;
    // Of one check within one measurement: a single one is near the clock's own steps.
    private const int Repetitions = 8;
    private const double Kept = 0.95; // the slowest measurements are the machine's, not the check's

    private const string Right = "k7Hq2mXw9TzR4vBn6YpL1sDf8GjC3aEu";

    private static readonly (string Name, string Key)[] Kinds =
    [
        ("first character wrong", "#" + Right[1..]),
        ("last character wrong", Right[..^1] + "#"),
        ("every character wrong", new string('#', Right.Length)),
        ("right, first of 20", Right),
        ("right, last of 20", KeyOf(Known - 1)),
    ];

    /// <summary>The check that the product makes.</summary>
    public static Func<string, bool> Product()
    {
        var ring = new KeyRing(
            new() { Keys = [.. Enumerable.Range(0, Known).Select(n => KeyValuePair.Create($"caller-{n}", KeyOf(n)))] });
        var request = new DefaultHttpContext().Request;
        return key =>
        {
            request.Headers[KeyRing.HeaderName] = key;
            return ring.CallerOf(request) is not null;
        };
    }

    /// <summary>A check that leaks: it shows that the measurement would see it.</summary>
    public static Func<string, bool> Leaky()
    {
        var keys = Enumerable.Range(0, Known).Select(KeyOf).ToArray();
        return key => Array.Exists(keys, known => SameOneByOne(known, key));
    }

    /// <summary>Measures each kind so many times.</summary>
    [SuppressMessage(
        "Security",
        "CA5394:Do not use insecure randomness",
        Justification = "The order of measurements is no secret.")]
    public static IReadOnlyList<double[]> Measure(Func<string, bool> check, int rounds, int seed)
    {
        var order = Enumerable.Range(0, Kinds.Length).SelectMany(kind => Enumerable.Repeat(kind, rounds)).ToArray();
        new Random(seed).Shuffle(order);
        var times = Kinds.Select(_ => new List<double>(rounds)).ToArray();
        var hits = 0;
        foreach (var kind in order)
        {
            var key = Kinds[kind].Key;
            var began = Stopwatch.GetTimestamp();
            for (var n = 0; n < Repetitions; n++)
            {
                hits += check(key) ? 1 : 0;
            }

            times[kind].Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds / Repetitions);
        }

        var expected = Kinds.Count(kind => kind.Key == Right || kind.Key == KeyOf(Known - 1)) * rounds * Repetitions;
        return hits == expected
            ? [.. times.Select(Sorted)]
            : throw new InvalidOperationException("The check is wrong.");
    }

    /// <summary>Writes the table.</summary>
    public static void Report(IReadOnlyList<double[]> times)
    {
        Console.WriteLine($"{"kind",-24}{"p5",8}{"median",8}{"p95",8}{"mean",9}{"t",9}");
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            var all = times[kind];
            var t = kind == 0 ? 0 : WelchsT(Quickest(all), Quickest(times[0]));
            Console.WriteLine(
                $"{Kinds[kind].Name,-24}{At(all, 0.05),8:0}{At(all, 0.5),8:0}{At(all, 0.95),8:0}"
                    + $"{Quickest(all).Average(),9:0.0}{t,9:0.00}");
        }
    }

    private static string KeyOf(int n) => n == 0 ? Right : $"{Right[..20]}{n:000000000000}";

    private static bool SameOneByOne(string known, string given)
    {
        if (known.Length != given.Length)
        {
            return false;
        }

        for (var n = 0; n < known.Length; n++)
        {
            if (known[n] != given[n])
            {
                return false;
            }
        }

        return true;
    }

    private static double[] Sorted(List<double> times) => [.. times.Order()];

    private static double[] Quickest(double[] sorted) => sorted[..(int)(sorted.Length * Kept)];

    private static double At(double[] sorted, double share) => sorted[(int)(sorted.Length * share)];

    private static double WelchsT(double[] left, double[] right) =>
        (left.Average() - right.Average())
        / Math.Sqrt((Variance(left) / left.Length) + (Variance(right) / right.Length));

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
