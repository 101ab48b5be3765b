namespace AccountValidation.Service.Juspay;

/// <summary>The pace of one process: the rate is its own, and what it knows is in memory.</summary>
/// <param name="callsPerSecond">How many calls a second; null for no limit.</param>
/// <param name="timeProvider">The clock. Only its stopwatch is used.</param>
public sealed class LocalPace(double? callsPerSecond, TimeProvider timeProvider) : ICallPace
{
    // A timer fires late. What it costs is made up for, up to this much.
    private static readonly TimeSpan MostCaughtUp = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan _perCall = callsPerSecond is { } rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;
    private readonly Lock _lock = new();
    private readonly long _startedAt = timeProvider.GetTimestamp();
    private TimeSpan _nextAt; // on the stopwatch: the next call may be made then

    private TimeSpan Now => timeProvider.GetElapsedTime(_startedAt);

    /// <inheritdoc/>
    public void Begin(Action changed)
    {
        // The time of the next call is always known.
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
