using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Engine;

/// <summary>
/// Purges validations that finished at least <see cref="SelfHostSettings.RetainSettled"/> ago. Idempotency keys and the
/// money journal stay. Each write deletes at most <see cref="BatchSize"/> validations, so that the engine can write in
/// between.
/// </summary>
internal sealed partial class RetentionPurge(
    StoreWriter writer,
    SelfHostSettings settings,
    TimeProvider timeProvider,
    ILogger<RetentionPurge> logger) : BackgroundService
{
    public const int BatchSize = 100;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseBetweenBatches = TimeSpan.FromMilliseconds(100);

    /// <summary>The time between two purges: a tenth of what is retained, from 1 s to 10 min.</summary>
    public TimeSpan Pause =>
        TimeSpan.FromTicks(Math.Clamp((settings.RetainSettled / 10).Ticks, ShortestPause.Ticks, LongestPause.Ticks));

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    /// <summary>Purges until the program stops.</summary>
    internal async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await PurgeAsync(stoppingToken);
                await Task.Delay(Pause, timeProvider, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops. The purge continues after the next start.
        }
    }

    private async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var purged = 0;
        var before = timeProvider.GetUtcNow() - settings.RetainSettled;
        try
        {
            while (
                await writer.WriteAsync(transaction => transaction.PurgeFinishedBefore(before, BatchSize))
                    is var batch
                        and > 0)
            {
                purged += batch;
                await Task.Delay(PauseBetweenBatches, timeProvider, cancellationToken);
            }
        }
        catch (StoreUnavailableException)
        {
            LogPutOff(); // the writer has logged the cause
        }

        if (purged > 0)
        {
            LogPurged(purged, before);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Purged {Count} validations that were finished before {Before:O}")]
    private partial void LogPurged(int count, DateTimeOffset before);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "The purge of old validations is put off: the database cannot be written")]
    private partial void LogPutOff();
}
