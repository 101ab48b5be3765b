using System.Globalization;

namespace AccountValidation.KillHarness.Soaks;

/// <summary>
/// Judges whether a figure stays flat. A leak shows in memory or handles that are never returned. The judge therefore
/// compares the smallest value of the second half with the smallest value of the first quarter. A warm-up of a tenth
/// does not count.
/// </summary>
/// <param name="Name">The name of the figure.</param>
/// <param name="Early">The smallest value of the first quarter.</param>
/// <param name="Late">The smallest value of the second half.</param>
/// <param name="Most">The largest <paramref name="Late"/> that counts as flat.</param>
internal sealed record Flatness(string Name, double Early, double Late, double Most)
{
    private const double WarmUp = 0.1;

    public bool IsFlat => Late <= Most;

    /// <summary>Judges a series of samples.</summary>
    /// <param name="name">The name of the figure.</param>
    /// <param name="samples">The samples of the whole run.</param>
    /// <param name="value">Returns the figure of a sample.</param>
    /// <param name="allowance">The allowed growth: a share plus a constant.</param>
    public static Flatness Of(
        string name,
        IReadOnlyList<ProcessSample> samples,
        Func<ProcessSample, double> value,
        (double Share, double More) allowance)
    {
        var early = samples.Skip((int)(samples.Count * WarmUp)).Take(Math.Max(1, samples.Count / 4)).Min(value);
        return new(
            name, early, samples.Skip(samples.Count / 2).Min(value), (early * (1 + allowance.Share)) + allowance.More);
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(IsFlat ? "flat " : "GROWS")}  {Name}: {Early:0.#} in the first quarter, "
                + $"{Late:0.#} in the second half (at most {Most:0.#})");
}
