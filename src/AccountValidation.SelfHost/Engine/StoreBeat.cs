using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Engine;

/// <summary>
/// Commits once a minute, even without work. After a crash the database then says until when it was in use: a quiet
/// night causes no doubt.
/// </summary>
internal sealed class StoreBeat(StoreWriter writer, TimeProvider timeProvider) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await BeatAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops. The writer's last commit records the time.
        }
    }

    private async Task BeatAsync()
    {
        try
        {
            await writer.WriteAsync(_ => true);
        }
        catch (StoreUnavailableException)
        {
            // The writer has logged the cause. The next beat follows in a minute.
        }
    }
}
