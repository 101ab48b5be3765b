using AccountValidation.Service.Settings;
using Microsoft.Extensions.Configuration;

namespace AccountValidation.Service.Tests;

/// <summary>Settings as they come from a configuration.</summary>
internal static class Configured
{
    public static SettingsReader Reader(params (string Name, string? Value)[] settings) =>
        new(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
                .Build());

    public static (ServiceSettings Settings, IReadOnlyList<string> Faults) With(
        params (string Name, string? Value)[] settings)
    {
        var reader = Reader(settings);
        return (ServiceSettings.Read(reader), reader.Faults);
    }
}
