using AccountValidation.Service.Settings;
using Microsoft.Extensions.Configuration.KeyPerFile;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// Settings from the files of a directory, as secrets are mounted: the file's name is the setting's with <c>__</c> for
/// <c>:</c> (<c>Juspay__ApiKey</c>), its content the value.
/// </summary>
internal static class SecretsDirectory
{
    /// <summary>The setting that names the directory, relative to the program's own folder.</summary>
    public const string Setting = "SelfHost:SecretsDirectory";

    /// <summary>
    /// Adds the files above all other sources, if the setting is there. <see cref="SecretsRotation"/> reads them again.
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
    /// True for what reading the files throws; an <see cref="ArgumentException"/> says that two of them name one
    /// setting.
    /// </summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException;

    /// <summary>Where the files are read; null when the setting is not there.</summary>
    public static IConfigurationProvider? ProviderOf(IConfiguration configuration) =>
        ((IConfigurationRoot)configuration).Providers.OfType<KeyPerFileConfigurationProvider>().SingleOrDefault();
}
