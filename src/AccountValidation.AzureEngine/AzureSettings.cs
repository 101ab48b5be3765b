using AccountValidation.Service.Settings;

namespace AccountValidation.AzureEngine;

/// <summary>The Azure host's own settings.</summary>
/// <param name="RetainSettled"><c>Azure:RetainSettled</c>: how long a validation is kept after nothing was left to do for it. Default 90 days, from 1 h to 10 years.</param>
/// <param name="Storage">The storage account.</param>
public sealed record AzureSettings(TimeSpan RetainSettled, Storage.StorageSettings Storage)
{
    private static readonly TimeSpan NinetyDays = TimeSpan.FromDays(90);
    private static readonly TimeSpan TenYears = TimeSpan.FromDays(3650);

    /// <summary>Reads the settings.</summary>
    public static AzureSettings Read(SettingsReader reader) => new(
        reader.Duration("Azure:RetainSettled", NinetyDays, TimeSpan.FromHours(1), TenYears),
        AzureEngine.Storage.StorageSettings.Read(reader));
}
