using AccountValidation.Service.Settings;
using Microsoft.Extensions.Configuration.KeyPerFile;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// Reads settings from the files of a directory, such as mounted secrets. A file's name is the setting's name with
/// <c>__</c> for <c>:</c> (<c>Juspay__ApiKey</c>); its content is the value.
/// </summary>
internal static class SecretsDirectory
{
    /// <summary>The setting that names the directory. A relative path starts at the program's own folder.</summary>
    public const string Setting = "SelfHost:SecretsDirectory";

    /// <summary>
    /// Adds the files with precedence over all other sources, if the setting is present. <see cref="SecretsRotation"/>
    /// reads them again.
    /// </summary>
    /// <exception cref="SettingsException">The directory cannot be read.</exception>
    public static void Add(ConfigurationManager configuration)
    {
        if (new SettingsReader(configuration).Text(Setting) is not { } directory)
        {
            return;
        }

        try
        {
            configuration.AddKeyPerFile(
                Path.Combine(AppContext.BaseDirectory, directory), optional: false, reloadOnChange: false);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw SettingsException.Listing([
                $"{Setting}: {directory} cannot be read: {exception.Message} Check that it is a directory, and that "
                + $"this user may read it and its files.",
            ]);
        }
    }

    /// <summary>
    /// True for every exception that reading the files can throw. <see cref="ArgumentException"/> means that two files
    /// name one setting.
    /// </summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException;

    /// <summary>The source that reads the files; null without the setting.</summary>
    public static IConfigurationProvider? ProviderOf(IConfiguration configuration) =>
        ((IConfigurationRoot)configuration).Providers.OfType<KeyPerFileConfigurationProvider>().SingleOrDefault();
}
