using AccountValidation.SelfHost.Storage;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Engine;

/// <summary>
/// Commits once a minute, also when nothing happens: after a crash the database says until when it was in use, so that
/// a quiet night is no doubt.
/// </summary>
/// <param name="writer">The one writer.</param>
/// <param name="timeProvider">The clock.</param>
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
            // The program stops, and its last commit says when.
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
            // The writer has logged why; what it cannot say now it says in a minute.
        }
    }
}
