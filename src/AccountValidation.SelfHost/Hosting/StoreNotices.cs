using AccountValidation.SelfHost.Storage;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>Tells the operator at the start when the database continues from a copy.</summary>
internal static partial class StoreNotices
{
    public static void Tell(ILogger logger, OpenedStore opened, string? goOnFrom, DateTimeOffset now)
    {
        if (opened.Restart.Doubt.PaysFrom is { } from && from > now)
        {
            LogHeld(logger, from);
        }

        if (goOnFrom is not null)
        {
            LogRemove(logger, opened.IsGoneOn ? "The word was taken" : "The word was not needed");
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The database goes on from a copy: nothing is paid before {From:O}, so that checks show what the "
            + "copy does not know")]
    private static partial void LogHeld(ILogger logger, DateTimeOffset from);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What}: remove SelfHost:GoOnFrom")]
    private static partial void LogRemove(ILogger logger, string what);
}
