namespace AccountValidation.Simulation.Time;

/// <summary>
/// The clock of one process of the host. Its timers count elapsed time, wait during a standstill, and die with the
/// process. Its time of day may be set.
/// </summary>
/// <param name="time">The world's time.</param>
internal sealed class HostClock(VirtualTime time) : TimeProvider
{
    /// <summary>True once the process is dead: no timer fires any more.</summary>
    public bool IsDead { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => time.HostTimeOfDay;

    /// <inheritdoc/>
    public override long GetTimestamp() => time.Host.Stopwatch.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, time, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(HostClock clock, VirtualTime time, Action callback) : ITimer
    {
        private Planned? _next;
        private TimeSpan _period;
        private TimeSpan _dueAt; // on the stopwatch

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _next?.Cancel();
            _period = period;
            _next = dueTime == Timeout.InfiniteTimeSpan ? null : Plan(dueTime);
            return true;
        }

        public void Dispose() => _next?.Cancel();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private Planned Plan(TimeSpan dueTime)
        {
            _dueAt = time.Host.Stopwatch + dueTime;
            return time.After(dueTime, Fire);
        }

        private void Fire()
        {
            if (clock.IsDead)
            {
                return;
            }

            if (time.Host.IsStill)
            {
                _next = time.Host.Hold(Fire);
            }
            else if (time.Host.Stopwatch < _dueAt)
            {
                _next = time.After(_dueAt - time.Host.Stopwatch, Fire); // The timer was paused.
            }
            else
            {
                _next = _period > TimeSpan.Zero ? Plan(_period) : null;
                callback();
            }
        }
    }
}
