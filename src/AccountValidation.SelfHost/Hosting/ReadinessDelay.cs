using System.Runtime.InteropServices;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// Keeps the web server open for <c>SelfHost:ReadinessDelay</c> after a signal to stop. <c>/health/ready</c> answers
/// 503 meanwhile, so that load balancers leave before the listener refuses connections. The service still serves
/// requests; validations that they start continue after the next start. A second signal ends the delay.
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
            context.Cancel = true; // The host stops the program in order.
            try
            {
                wait.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The delay has just ended: nothing is left to cancel.
            }
        });

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Stopping: not ready from now on; the listener closes in {Seconds} s, or at the next signal")]
    private partial void LogDelay(double seconds);
}
