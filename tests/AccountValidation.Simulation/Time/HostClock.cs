namespace AccountValidation.Simulation.Time;

/// <summary>The clock of one process of the host. Its timers count time that passes and die with the process; its time of day may be set.</summary>
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
    public override long GetTimestamp() => time.Now.Ticks;

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

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _next?.Cancel();
            _period = period;
            _next = dueTime == Timeout.InfiniteTimeSpan ? null : time.After(dueTime, Fire);
            return true;
        }

        public void Dispose() => _next?.Cancel();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            if (clock.IsDead)
            {
                return;
            }

            _next = _period > TimeSpan.Zero ? time.After(_period, Fire) : null;
            callback();
        }
    }
}
