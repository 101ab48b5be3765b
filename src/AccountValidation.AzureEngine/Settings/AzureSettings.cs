using AccountValidation.Service.Settings;

namespace AccountValidation.AzureEngine.Settings;

/// <summary>The settings of the Azure host alone.</summary>
/// <param name="RetainSettled"><c>Azure:RetainSettled</c>: how long a finished validation is kept. Default 90 days,
/// from 1 h to 10 years.</param>
/// <param name="Storage">The storage account of tables and queues.</param>
public sealed record AzureSettings(TimeSpan RetainSettled, StorageSettings Storage)
{
    private static readonly TimeSpan NinetyDays = TimeSpan.FromDays(90);
    private static readonly TimeSpan TenYears = TimeSpan.FromDays(3650);

    /// <summary>The storage account of the task hub; the same account, unless the hub has its own connection.</summary>
    public StorageSettings HubStorage { get; init; } = Storage;

    /// <summary>Reads the settings; the reader collects every error.</summary>
    /// <param name="reader">The source of the values.</param>
    /// <param name="hubConnection">The name of the task hub's connection.</param>
    public static AzureSettings Read(SettingsReader reader, string hubConnection = StorageSettings.Usual)
    {
        var settings = new AzureSettings(
            reader.Duration("Azure:RetainSettled", NinetyDays, TimeSpan.FromHours(1), TenYears),
            StorageSettings.Read(reader));
        return hubConnection == StorageSettings.Usual
            ? settings
            : settings with
            {
                HubStorage = StorageSettings.Read(reader, hubConnection),
            };
    }
}
