using System.Diagnostics.Metrics;

namespace AccountValidation.SelfHost.Listening;

/// <summary>
/// Logs refused connections at most once a minute, with their number. Kestrel would write a line for each refused
/// connection.
/// </summary>
/// <param name="plan">The most connections.</param>
/// <param name="timeProvider">Measures the minute.</param>
/// <param name="logger">Receives the message.</param>
internal sealed partial class RefusedConnections(
    DescriptorPlan plan, TimeProvider timeProvider, ILogger<RefusedConnections> logger) : IHostedService, IDisposable
{
    /// <summary>The category of Kestrel's own lines.</summary>
    public const string KestrelsCategory = "Microsoft.AspNetCore.Server.Kestrel.Connections";

    private const string Meter = "Microsoft.AspNetCore.Server.Kestrel";
    private const string Instrument = "kestrel.rejected_connections";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly MeterListener _listener = new();
    private long _refused;
    private long _saidAt;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meter && instrument.Name == Instrument)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Count(count));
        _listener.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    /// <summary>Counts refused connections; logs their number when a minute has passed.</summary>
    internal void Count(long refused)
    {
        Interlocked.Add(ref _refused, refused);
        var (saidAt, now) = (Interlocked.Read(ref _saidAt), timeProvider.GetTimestamp());
        if (
            (saidAt == 0 || timeProvider.GetElapsedTime(saidAt, now) >= Pause)
            && Interlocked.CompareExchange(ref _saidAt, now, saidAt) == saidAt)
        {
            LogRefused(Interlocked.Exchange(ref _refused, 0), plan.Connections);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Connections are refused, {Count} since this was said last: all {Connections} are taken. Does "
            + "somebody hold connections open? Else raise SelfHost:MaxConnections, or the limit of open files "
            + "(LimitNOFILE)")]
    private partial void LogRefused(long count, int connections);
}
