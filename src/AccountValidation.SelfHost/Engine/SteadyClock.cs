namespace AccountValidation.SelfHost.Engine;

/// <summary>
/// The clock of one process: the wall clock's time at the process's start, and the time since then by stopwatch.
/// However the wall clock is set while the process runs, this one goes on as time passes, so that no wait is cut or
/// drawn out and times are in the order in which they were taken.
/// </summary>
internal sealed class SteadyClock : TimeProvider
{
    private readonly TimeProvider _inner;
    private readonly DateTimeOffset _startedAt;
    private readonly long _startedOn;

    /// <summary>Starts the clock.</summary>
    /// <param name="inner">The machine's clock, stopwatch and timers.</param>
    public SteadyClock(TimeProvider inner) =>
        (_inner, _startedAt, _startedOn) = (inner, inner.GetUtcNow(), inner.GetTimestamp());

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _inner.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => _inner.TimestampFrequency;

    /// <summary>The time of day at the start plus the time that has passed since.</summary>
    public override DateTimeOffset GetUtcNow() => _startedAt + _inner.GetElapsedTime(_startedOn);

    /// <inheritdoc/>
    public override long GetTimestamp() => _inner.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _inner.CreateTimer(callback, state, dueTime, period);
}
