using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// Writes the log to standard output. No log line blocks a step or the end of the program. Each line has the time at
/// which it was written.
/// </summary>
internal static class ConsoleLogs
{
    // 10,000 lines are some megabytes: enough for a burst while standard output is slow.
    private const int MostWaiting = 10_000;

    private const string FormatterName = "Logging:Console:FormatterName";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>
    /// Drops lines while nobody reads standard output. By default the logger waits for room, and blocks every request
    /// and step. The next line that is read tells how many lines were dropped. Times are in UTC unless
    /// <c>Logging:Console</c> says otherwise.
    /// </summary>
    public static void Add(WebApplicationBuilder builder)
    {
        var chosen = builder.Configuration[FormatterName];
        var isInTheJournal = chosen is null
            ? SystemdHelpers.IsSystemdService()
            : chosen == ConsoleFormatterNames.Systemd;
        var defaults = new Dictionary<string, string?>
        {
            [FormatterName] = ConsoleFormatterNames.Simple, // Without a name the logger ignores the times below.
            ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
        };
        if (!isInTheJournal) // The journal adds its own times.
        {
            defaults["Logging:Console:FormatterOptions:TimestampFormat"] =
                chosen == ConsoleFormatterNames.Json ? TimeFormat : TimeFormat + " ";
        }

        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(
            0, new MemoryConfigurationSource { InitialData = defaults });
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console =>
        {
            (console.QueueFullMode, console.MaxQueueLength) = (ConsoleLoggerQueueFullMode.DropWrite, MostWaiting);
            // Under systemd the journal's format applies, unless the configuration names another format.
            console.FormatterName = chosen ?? console.FormatterName;
        });
    }
}
