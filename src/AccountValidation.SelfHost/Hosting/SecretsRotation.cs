using AccountValidation.Service;
using AccountValidation.Service.Api;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Settings;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// Reads the files of <see cref="SecretsDirectory"/> every <see cref="Pause"/>, and applies changed secrets. Files that
/// cannot be read, or would not allow a start, change nothing. Polling replaces a file watch: a watch gives no notice
/// when a link to a directory is replaced.
/// </summary>
/// <param name="configuration">The configuration with all sources.</param>
/// <param name="environment">The environment, which decides some rules.</param>
/// <param name="running">The settings in use since the start.</param>
/// <param name="juspay">Applies <c>Juspay:ApiKey</c>.</param>
/// <param name="signing">Applies <c>Callbacks:Secrets</c>.</param>
/// <param name="keys">Applies <c>Api:Keys</c> and <c>Api:OperatorKeys</c>.</param>
/// <param name="notifications">Applies <c>Juspay:NotificationUser</c> and <c>Juspay:NotificationPassword</c>.</param>
/// <param name="timeProvider">Runs the pauses.</param>
/// <param name="logger">Receives the names of changed settings, never a value.</param>
internal sealed partial class SecretsRotation(
    IConfiguration configuration,
    IHostEnvironment environment,
    HostSettings running,
    JuspayClient juspay,
    SigningSecrets signing,
    KeyRing keys,
    NotificationCredentials notifications,
    TimeProvider timeProvider,
    ILogger<SecretsRotation> logger) : BackgroundService
{
    /// <summary>The time between two readings of the files.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private Dictionary<string, string> _used = ValuesOf(configuration);
    private Dictionary<string, string>? _refused;
    private bool _isUnreadable;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (running.Demo is not null || SecretsDirectory.ProviderOf(configuration) is not { } files)
        {
            return;
        }

        try
        {
            while (true)
            {
                await Task.Delay(Pause, timeProvider, stoppingToken);
                Read(files);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private void Read(IConfigurationProvider files)
    {
        try
        {
            files.Load();
            _isUnreadable = false;
        }
        catch (Exception exception) when (SecretsDirectory.IsUnreadable(exception))
        {
            if (!_isUnreadable)
            {
                LogUnreadable(exception.Message);
            }

            _isUnreadable = true;
            return;
        }

        var values = ValuesOf(configuration);
        var changed = Differences(_used, values);
        if (changed.Count > 0 && (_refused is null || Differences(_refused, values).Count > 0))
        {
            Use(values, changed);
        }
    }

    private void Use(Dictionary<string, string> values, List<string> changed)
    {
        ServiceSettings settings;
        try
        {
            settings = HostSettings.Read(configuration, environment).Service;
        }
        catch (SettingsException exception)
        {
            _refused = values;
            LogRefused(exception.Message);
            return;
        }

        (_used, _refused) = (values, null);
        var rotated = changed.Where(name => TryUse(name, settings)).ToList();
        if (rotated.Count > 0)
        {
            LogRotated(string.Join(", ", rotated));
        }

        if (changed.Except(rotated).ToList() is { Count: > 0 } others)
        {
            LogNeedsRestart(string.Join(", ", others));
        }
    }

    // Several names share one action. The action may run once for each name, with the same result.
    private bool TryUse(string name, ServiceSettings settings)
    {
        switch (name.Split(':'))
        {
            case ["Juspay", "ApiKey"]:
                juspay.UseKey(settings.Juspay);
                return true;
            case ["Juspay", "NotificationUser" or "NotificationPassword"]
                when notifications.AreConfigured && settings.Juspay.NotificationUser is not null:
                notifications.Use(settings.Juspay);
                return true;
            case ["Callbacks", "Secrets", ..]:
                signing.Use(settings.Callbacks);
                return true;
            case ["Api", "Keys" or "OperatorKeys", ..]:
                keys.Use(settings.Api);
                return true;
            default:
                return false;
        }
    }

    private static Dictionary<string, string> ValuesOf(IConfiguration configuration) =>
        configuration
            .AsEnumerable()
            .Where(setting =>
                setting.Value is not null
                && HostSettings.Sections.Contains(setting.Key.Split(':')[0], StringComparer.OrdinalIgnoreCase))
            .ToDictionary(setting => setting.Key, setting => setting.Value!, StringComparer.OrdinalIgnoreCase);

    private static List<string> Differences(Dictionary<string, string> before, Dictionary<string, string> after) =>
        [
            .. before
                .Keys.Union(after.Keys, StringComparer.OrdinalIgnoreCase)
                .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
                .Order(StringComparer.Ordinal),
        ];

    [LoggerMessage(LogLevel.Information, "Secrets have changed and are used from now on: {Names}.")]
    private partial void LogRotated(string names);

    [LoggerMessage(LogLevel.Warning, "Settings have changed that only a restart takes up: {Names}.")]
    private partial void LogNeedsRestart(string names);

    [LoggerMessage(LogLevel.Error, "Secrets have changed and are NOT used; those before stay in use. {Faults}")]
    private partial void LogRefused(string faults);

    [LoggerMessage(
        LogLevel.Error,
        "The files of SelfHost:SecretsDirectory cannot be read; the secrets before stay in use. {Fault}")]
    private partial void LogUnreadable(string fault);
}
