namespace AccountValidation.SelfHost.Engine;

/// <summary>
/// The clock of one process: the wall clock at the start plus the time elapsed by stopwatch. A change of the wall clock
/// never shortens or extends a wait. Times keep the order in which they were taken.
/// </summary>
internal sealed class SteadyClock : TimeProvider
{
    private readonly TimeProvider _inner;
    private readonly DateTimeOffset _startedAt;
    private readonly long _startedOn;

    /// <summary>Reads the wall clock once, and starts the stopwatch.</summary>
    /// <param name="inner">The machine's clock, stopwatch and timers.</param>
    public SteadyClock(TimeProvider inner) =>
        (_inner, _startedAt, _startedOn) = (inner, inner.GetUtcNow(), inner.GetTimestamp());

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _inner.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => _inner.TimestampFrequency;

    /// <summary>The wall clock at the start plus the elapsed time.</summary>
    public override DateTimeOffset GetUtcNow() => _startedAt + _inner.GetElapsedTime(_startedOn);

    /// <inheritdoc/>
    public override long GetTimestamp() => _inner.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _inner.CreateTimer(callback, state, dueTime, period);
}
