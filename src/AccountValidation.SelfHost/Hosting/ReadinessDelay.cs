using System.Runtime.InteropServices;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// Keeps the web server open for <c>SelfHost:ReadinessDelay</c> after the program was told to end: <c>/health/ready</c>
/// answers 503 then, so that load balancers look elsewhere before connections are refused. Requests are served; what
/// they start goes on at the next start. A second signal ends the wait.
/// </summary>
internal sealed partial class ReadinessDelay(
    SelfHostSettings settings, TimeProvider timeProvider, ILogger<ReadinessDelay> logger) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (settings.ReadinessDelay <= TimeSpan.Zero)
        {
            return;
        }

        using var hastened = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminate = EndOn(PosixSignal.SIGTERM, hastened);
        using var interrupt = EndOn(PosixSignal.SIGINT, hastened);
        LogDelay(settings.ReadinessDelay.TotalSeconds);
        await Task.Delay(settings.ReadinessDelay, timeProvider, hastened.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static PosixSignalRegistration EndOn(PosixSignal signal, CancellationTokenSource wait) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true; // the program ends by itself, in its order
            try
            {
                wait.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The wait ended by itself just now: there is nothing to hasten.
            }
        });

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Stopping: not ready from now on; the listener closes in {Seconds} s, or at the next signal")]
    private partial void LogDelay(double seconds);
}
