using AccountValidation.SelfHost.Hosting;
using AccountValidation.Service.Settings;

namespace AccountValidation.SelfHost;

/// <summary>The settings of the self-host only.</summary>
/// <param name="DatabasePath"><c>SelfHost:DatabasePath</c>; a relative path starts at the program's own folder. Default
/// <c>data/validations.db</c>.</param>
/// <param name="DrainTime"><c>SelfHost:DrainTime</c>: the time that running steps have when the program stops. Default
/// 10 s, up to 10 min.</param>
/// <param name="RetainSettled"><c>SelfHost:RetainSettled</c>: how long the service keeps a validation after it
/// finished. Default 90 days, 1 s to 10 years.</param>
/// <param name="GoOnFrom"><c>SelfHost:GoOnFrom</c>: the word that a refused start has printed, for a database that is a
/// copy. Null by default.</param>
/// <param name="ReadinessDelay"><c>SelfHost:ReadinessDelay</c>: how long the program still answers requests after the
/// signal to stop, with 503 on <c>/health/ready</c>. Default 0 s, up to 10 min.</param>
internal sealed record SelfHostSettings(
    string DatabasePath,
    TimeSpan DrainTime,
    TimeSpan RetainSettled,
    string? GoOnFrom = null,
    TimeSpan ReadinessDelay = default)
{
    /// <summary>Reads the settings.</summary>
    /// <param name="reader">The source of the values; collects the faults.</param>
    /// <param name="contentRoot">The program's own folder.</param>
    public static SelfHostSettings Read(SettingsReader reader, string contentRoot)
    {
        _ = reader.Text(SecretsDirectory.Setting); // read first: the directory's files may hold the settings below
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
