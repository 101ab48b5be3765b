using AccountValidation.Fuzz.Coverage;
using AccountValidation.Fuzz.Targets;

namespace AccountValidation.Fuzz.Fuzzing;

/// <summary>
/// Chooses few and short inputs that together take the edges that all of them take, the most telling first: the corpus
/// that is kept.
/// </summary>
internal static class Minimiser
{
    private const int LongestKept = 8 * 1024;
    private const int MostKept = 32;

    /// <summary>Writes the choice into a folder.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(FuzzTarget target, FuzzOptions options, string into)
    {
        using var coverage = new CoverageMap();
        var inputs = options
            .SeedsOf(target)
            .Where(seed => seed.Length <= LongestKept)
            .DistinctBy(seed => Corpus.NameOf(seed))
            .OrderBy(seed => seed.Length)
            .ToList();
        var traces = inputs.Select(input => (Input: input, Edges: EdgesOf(target, coverage, input))).ToList();
        var open = traces.SelectMany(trace => trace.Edges).ToHashSet();
        var all = open.Count;
        var chosen = new List<byte[]>();
        while (open.Count > 0 && chosen.Count < MostKept)
        {
            var (input, edges) = traces.MaxBy(trace => trace.Edges.Count(open.Contains));
            chosen.Add(input);
            open.ExceptWith(edges);
        }

        Directory.CreateDirectory(into);
        foreach (var input in chosen)
        {
            File.WriteAllBytes(Path.Combine(into, Corpus.NameOf(input)), input);
        }

        Console.WriteLine(
            $"{target.Name}: {chosen.Count} of {inputs.Count} inputs, {chosen.Sum(input => input.Length)} bytes, take "
            + $"{all - open.Count} of {all} edges");
        return ExitCodes.Clean;
    }

    // Twice: what is initialised once is not the input's.
    private static IReadOnlyList<int> EdgesOf(FuzzTarget target, CoverageMap coverage, byte[] input)
    {
        for (var run = 0; run < 2; run++)
        {
            coverage.Reset();
            target.Run(input);
        }

        return coverage.EdgesOfRun();
    }
}
