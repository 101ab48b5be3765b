using System.Globalization;

namespace AccountValidation.KillHarness.Soaks;

/// <summary>
/// Whether something stays flat. A leak shows in what is never given back: the smallest value of the second half is
/// compared with the smallest of the first quarter, after a warm-up of a tenth.
/// </summary>
/// <param name="Name">What is measured.</param>
/// <param name="Early">The smallest value of the first quarter.</param>
/// <param name="Late">The smallest value of the second half.</param>
/// <param name="Most">The largest <paramref name="Late"/> that counts as flat.</param>
internal sealed record Flatness(string Name, double Early, double Late, double Most)
{
    private const double WarmUp = 0.1;

    public bool IsFlat => Late <= Most;

    /// <summary>Judges a series.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="samples">Of the whole run.</param>
    /// <param name="value">What counts.</param>
    /// <param name="allowance">How much more is allowed: a share, and so many on top.</param>
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
