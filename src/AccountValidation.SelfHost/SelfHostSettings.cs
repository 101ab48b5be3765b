using AccountValidation.Service.Settings;

namespace AccountValidation.SelfHost;

/// <summary>The settings of the self-host alone.</summary>
/// <param name="DatabasePath"><c>SelfHost:DatabasePath</c>, relative to the program's own folder. Default <c>data/validations.db</c>.</param>
/// <param name="DrainTime"><c>SelfHost:DrainTime</c>: the time that steps under way have when the program stops. Default 10 s, up to 10 min.</param>
internal sealed record SelfHostSettings(string DatabasePath, TimeSpan DrainTime)
{
    /// <summary>Reads the settings.</summary>
    /// <param name="reader">Where they come from.</param>
    /// <param name="contentRoot">The program's own folder.</param>
    public static SelfHostSettings Read(SettingsReader reader, string contentRoot) => new(
        Path.Combine(contentRoot, reader.Text("SelfHost:DatabasePath") ?? Path.Combine("data", "validations.db")),
        reader.Duration("SelfHost:DrainTime", TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromMinutes(10)));
}
