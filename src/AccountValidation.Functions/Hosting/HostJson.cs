using AccountValidation.AzureEngine.Settings;
using Microsoft.Extensions.Configuration;

namespace AccountValidation.Functions.Hosting;

/// <summary>
/// Reads the values of host.json that the worker needs. The Functions host reads the file for itself, and passes
/// nothing on.
/// </summary>
internal static class HostJson
{
    private const string FileName = "host.json";
    // Settings with this prefix override the file, as in the host.
    private const string Overrides = "AzureFunctionsJobHost";
    private static readonly string[] ConnectionNames = ["connectionName", "connectionStringName"];

    /// <summary>The name of the connection to the storage account of the task hub.</summary>
    /// <param name="configuration">The app's settings.</param>
    /// <param name="folder">The folder of the file; the file may be missing.</param>
    public static string HubConnectionOf(IConfiguration configuration, string folder)
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(folder, FileName), optional: true).Build();
        IConfiguration[] sources = [configuration.GetSection(Overrides), file];
        return sources
            .SelectMany(source =>
                ConnectionNames.Select(name => source[$"extensions:durableTask:storageProvider:{name}"]))
            .FirstOrDefault(name => !string.IsNullOrWhiteSpace(name))
            ?? StorageSettings.Usual;
    }
}
