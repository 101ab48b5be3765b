using Microsoft.Extensions.Logging.Console;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>The log on standard output: no line of it may hold up a step or the end of the program, and each says when it was written.</summary>
internal static class ConsoleLogs
{
    // Some megabytes. A burst that standard output takes slowly finds room here.
    private const int MostWaiting = 10_000;

    // Beneath every other source, so that each can be set to something else.
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
    };

    /// <summary>
    /// Lets lines be dropped when nobody reads them: by default the logger waits for room, and with it every request and every step. How many
    /// were dropped is said when somebody reads again.
    /// </summary>
    public static void Add(WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = Defaults });
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console =>
            (console.QueueFullMode, console.MaxQueueLength) = (ConsoleLoggerQueueFullMode.DropWrite, MostWaiting));
    }
}
