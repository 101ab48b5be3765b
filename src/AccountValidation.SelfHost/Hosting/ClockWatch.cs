using AccountValidation.Service.Http;
using AccountValidation.Service.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// Compares the wall clock with the time elapsed since the start. Logs once when they differ by more than
/// <see cref="MostApart"/>, and once when they agree again.
/// </summary>
/// <param name="timeProvider">The clock of the process: the wall clock at the start plus the elapsed time.</param>
/// <param name="wallClock">The machine's clock now.</param>
/// <param name="logger">Receives both messages.</param>
internal sealed partial class ClockWatch(TimeProvider timeProvider, WallClock wallClock, ILogger<ClockWatch> logger)
    : BackgroundService
{
    /// <summary>The largest difference that causes no message.</summary>
    public static readonly TimeSpan MostApart = TimeSpan.FromMinutes(1);

    /// <summary>The time between two comparisons.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>The wall clock's fault and the remedy; null while the clocks agree.</summary>
    public string? Fault =>
        Ahead is var ahead && ahead.Duration() > MostApart
            ? $"The machine's clock is {DurationText.Of(WholeSeconds(ahead.Duration()))} "
                + $"{(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the time that has passed since the start: it was "
                + "set, or the machine stood still. If it is wrong, set it right; if it is right, restart the "
                + "service. Timers and deadlines go on by stopwatch until then."
            : null;

    private TimeSpan Ahead => wallClock.Now - timeProvider.GetUtcNow();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var haveParted = false; ; haveParted = Say(haveParted))
            {
                await Task.Delay(Pause, timeProvider, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private bool Say(bool hadParted)
    {
        var fault = Fault;
        if (fault is not null && !hadParted)
        {
            LogParted(fault);
        }
        else if (fault is null && hadParted)
        {
            LogMet();
        }

        return fault is not null;
    }

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));

    [LoggerMessage(Level = LogLevel.Error, Message = "{Fault}")]
    private partial void LogParted(string fault);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The machine's clock agrees again with the time that has passed since the start")]
    private partial void LogMet();
}

/// <summary>Reports the host as degraded while the wall clock differs from the time elapsed since the start.</summary>
/// <param name="watch">Compares the clocks.</param>
internal sealed class ClockHealthCheck(ClockWatch watch) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(watch.Fault is { } fault ? HealthCheckResult.Degraded(fault) : HealthCheckResult.Healthy());
}
