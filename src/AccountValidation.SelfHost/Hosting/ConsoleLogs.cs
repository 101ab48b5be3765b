using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// The log on standard output: no line of it may hold up a step or the end of the program, and each says when it was
/// written.
/// </summary>
internal static class ConsoleLogs
{
    // Some megabytes. A burst that standard output takes slowly finds room here.
    private const int MostWaiting = 10_000;

    private const string FormatterName = "Logging:Console:FormatterName";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>
    /// Lets lines be dropped when nobody reads them: by default the logger waits for room, and with it every request
    /// and every step. How many were dropped is said when somebody reads again. Times are in UTC unless
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
            [FormatterName] = ConsoleFormatterNames.Simple, // named: without a name the logger ignores the times below
            ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
        };
        if (!isInTheJournal) // which has times of its own
        {
            defaults["Logging:Console:FormatterOptions:TimestampFormat"] =
                chosen == ConsoleFormatterNames.Json ? TimeFormat : TimeFormat + " ";
        }

        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(
            0, new MemoryConfigurationSource { InitialData = defaults });
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console =>
        {
            (console.QueueFullMode, console.MaxQueueLength) = (ConsoleLoggerQueueFullMode.DropWrite, MostWaiting);
            // As a service of systemd it has the journal's form, unless another was asked for.
            console.FormatterName = chosen ?? console.FormatterName;
        });
    }
}
