using AccountValidation.SelfHost.Hosting;
using AccountValidation.Service.Settings;

namespace AccountValidation.SelfHost;

/// <summary>The settings of the self-host alone.</summary>
/// <param name="DatabasePath"><c>SelfHost:DatabasePath</c>, relative to the program's own folder. Default
/// <c>data/validations.db</c>.</param>
/// <param name="DrainTime"><c>SelfHost:DrainTime</c>: the time that steps under way have when the program stops.
/// Default 10 s, up to 10 min.</param>
/// <param name="RetainSettled"> <c>SelfHost:RetainSettled</c>: how long a validation is kept after nothing was left to
/// do for it. Default 90 days, 1 s to 10 years.
/// </param>
/// <param name="GoOnFrom"> <c>SelfHost:GoOnFrom</c>: the word that a refused start has printed, for a database that is
/// a copy; null otherwise, which is usual.
/// </param>
/// <param name="ReadinessDelay"> <c>SelfHost:ReadinessDelay</c>: how long the program answers requests, and
/// <c>/health/ready</c> with 503, after it was told to end. Default 0 s, up to 10 min.
/// </param>
internal sealed record SelfHostSettings(
    string DatabasePath,
    TimeSpan DrainTime,
    TimeSpan RetainSettled,
    string? GoOnFrom = null,
    TimeSpan ReadinessDelay = default)
{
    /// <summary>Reads the settings.</summary>
    /// <param name="reader">Where they come from.</param>
    /// <param name="contentRoot">The program's own folder.</param>
    public static SelfHostSettings Read(SettingsReader reader, string contentRoot)
    {
        _ = reader.Text(SecretsDirectory.Setting); // taken before the others, which its files may hold
        return new(
            Path.Combine(contentRoot, reader.Text("SelfHost:DatabasePath") ?? Path.Combine("data", "validations.db")),
            reader.Duration("SelfHost:DrainTime", TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            reader.Duration(
                "SelfHost:RetainSettled",
                TimeSpan.FromDays(90),
                TimeSpan.FromSeconds(1),
                TimeSpan.FromDays(3650)),
            reader.Text("SelfHost:GoOnFrom"),
            reader.Duration("SelfHost:ReadinessDelay", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(10)));
    }
}
