using AccountValidation.AzureEngine.Settings;
using AccountValidation.Service;
using AccountValidation.Service.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace AccountValidation.Functions.Hosting;

/// <summary>All settings of the worker.</summary>
/// <param name="Service">The settings that both hosts share.</param>
/// <param name="Azure">The settings of the Azure host alone.</param>
internal sealed record HostSettings(ServiceSettings Service, AzureSettings Azure)
{
    // The Functions host reads these settings by itself when it binds the triggers, and knows no defaults.
    private static readonly (string Name, string Example)[] ReadByTriggers =
    [
        ("Queues:Intake", "validation-requests"),
        ("Sweep:Schedule", "0 */5 * * * *"),
    ];

    /// <summary>Reads and checks all settings.</summary>
    /// <exception cref="SettingsException">The settings do not allow a start; the message lists every
    /// fault.</exception>
    public static HostSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var reader = new SettingsReader(configuration);
        var (service, azure) = (
            ServiceSettings.Read(reader),
            AzureSettings.Read(reader, HostJson.HubConnectionOf(configuration, AppContext.BaseDirectory)));
        service = environment.IsDevelopment()
            ? EnvironmentRules.ForDevelopment(service)
            : EnvironmentRules.ForProduction(service, reader);
        EnvironmentRules.CheckDefaultUrl(service, reader);
        foreach (var (name, example) in ReadByTriggers)
        {
            if (reader.Text(name) is null)
            {
                reader.Refuse(name, $"is missing; set it, for example to {example}. A trigger reads it.");
            }
        }

        reader.RefuseUnknown([.. ServiceSettings.Sections, "Azure", "Sweep"]);
        return reader.Faults.Count == 0 ? new(service, azure) : throw SettingsException.Listing(reader.Faults);
    }
}
