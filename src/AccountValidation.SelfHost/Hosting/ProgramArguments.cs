using AccountValidation.Service.Settings;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// What may stand on the command line beside commands: settings, as <c>--Juspay:Timeout=00:00:20</c> or <c>--urls
/// http://…</c>.
/// </summary>
internal static class ProgramArguments
{
    // The first parts of the names, besides the program's own sections.
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "AzureWebJobsStorage",
        "AllowedHosts",
        "Kestrel",
        "Logging",
        "applicationName",
        "contentRoot",
        "environment",
        "http_ports",
        "https_ports",
        "shutdownTimeoutSeconds",
        "urls",
    };

    /// <summary>
    /// Refuses everything that is no setting, so that a slip of the pen does not start the service as if nothing had
    /// been said.
    /// </summary>
    /// <exception cref="SettingsException">Names each argument that is none.</exception>
    public static void Check(IReadOnlyList<string> arguments)
    {
        var faults = new List<string>();
        for (var place = 0; place < arguments.Count; place++)
        {
            var argument = arguments[place];
            var isOption = argument.StartsWith("--", StringComparison.Ordinal) || argument.StartsWith('/');
            var name = argument.TrimStart('-', '/').Split('=')[0];
            if (!isOption && !argument.Contains('=', StringComparison.Ordinal))
            {
                var meant = NearestName.Of(argument, [BackupCommand.Name, CheckConfigCommand.Name]) is { } nearest
                    ? $" Did you mean {nearest}?"
                    : "";

                // Not its text: behind a blank too many it may be a secret.
                faults.Add(
                    $"Argument {place + 1} is no command; the commands are {BackupCommand.Name} and "
                    + $"{CheckConfigCommand.Name}, and without one the service runs.{meant}");
            }
            else if (
                !Known.Contains(name.Split(':')[0])
                && !HostSettings.Sections.Contains(name.Split(':')[0], StringComparer.OrdinalIgnoreCase))
            {
                faults.Add(
                    $"'{name}' is neither an option nor a setting; --help shows the options, and settings are written "
                    + $"--Juspay:Timeout=00:00:20.");
            }
            else if (isOption && !argument.Contains('=', StringComparison.Ordinal))
            {
                place++; // its value
                if (place == arguments.Count)
                {
                    faults.Add($"'{argument}' has no value; write {argument}=… .");
                }
            }
        }

        if (faults.Count > 0)
        {
            throw new SettingsException(string.Join(Environment.NewLine, faults));
        }
    }
}
