namespace AccountValidation.Service.Juspay;

/// <summary>The pace of a process that has the whole rate for itself. All state is in memory.</summary>
/// <param name="callsPerSecond">The rate, in calls a second; null for no limit.</param>
/// <param name="timeProvider">Provides a stopwatch; the pace never reads the time of day.</param>
public sealed class LocalPace(double? callsPerSecond, TimeProvider timeProvider) : ICallPace
{
    // Timers fire late. Later calls make up for the delay, up to this much.
    private static readonly TimeSpan MostCaughtUp = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan _perCall = callsPerSecond is { } rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;
    private readonly Lock _lock = new();
    private readonly long _startedAt = timeProvider.GetTimestamp();
    private TimeSpan _nextAt; // The earliest time of the next call, on the stopwatch.

    private TimeSpan Now => timeProvider.GetElapsedTime(_startedAt);

    /// <inheritdoc/>
    public void Begin(Action changed)
    {
        // Nothing to call back: the time of the next call is always known.
    }

    /// <inheritdoc/>
    public TimeSpan? WaitFor(CallDemand demand)
    {
        lock (_lock)
        {
            return _nextAt > Now ? _nextAt - Now : TimeSpan.Zero;
        }
    }

    /// <inheritdoc/>
    public long Take(int calls)
    {
        lock (_lock)
        {
            var earliest = Now - MostCaughtUp;
            _nextAt = (_nextAt > earliest ? _nextAt : earliest) + (_perCall * calls);
            return _nextAt.Ticks;
        }
    }

    /// <inheritdoc/>
    public void GiveBack(long mark, int calls)
    {
        lock (_lock)
        {
            _nextAt -= _perCall * calls;
        }
    }
}
