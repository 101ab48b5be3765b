using AccountValidation.Service.Settings;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// The settings on the command line, such as <c>--Juspay:Timeout=00:00:20</c> or <c>--urls http://…</c>.
/// </summary>
internal static class ProgramArguments
{
    // The first parts of further names that the command line may hold, in addition to the program's own sections.
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
    /// Refuses every argument that is no setting: a typing error must not start the service with other settings.
    /// </summary>
    /// <exception cref="SettingsException">The message names each refused argument.</exception>
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

                // The message leaves out the argument's text: after a stray blank the argument may be a secret.
                faults.Add(
                    $"Argument {place + 1} is no command; the commands are {BackupCommand.Name} and "
                    + $"{CheckConfigCommand.Name}, and without a command the service runs.{meant}");
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
                place++; // skips the value
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
