namespace AccountValidation.Simulation.Time;

/// <summary>
/// The one agenda of a simulated world. Time jumps to the next entry. Entries at the same time happen in the order in
/// which they were planned.
/// </summary>
internal sealed class VirtualTime
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Planned, (long At, long Number)> _agenda = new();
    private (DateTimeOffset At, TimeSpan On) _process = (Beginning, TimeSpan.Zero);
    private long _number;

    /// <summary>Creates an empty agenda.</summary>
    public VirtualTime() => Host = new(this);

    /// <summary>The standstill of the host.</summary>
    public Stillness Host { get; }

    /// <summary>The true time since the world began.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>The true time of day, which Juspay and the receivers know.</summary>
    public DateTimeOffset TimeOfDay => At(Now);

    /// <summary>The time by which the host's clock is ahead of the true time of day.</summary>
    public TimeSpan HostClockError { get; private set; }

    /// <summary>The last change of the host's clock; null before the first.</summary>
    public TimeSpan? HostClockSetAt { get; private set; }

    /// <summary>The time of day by the host's clock.</summary>
    public DateTimeOffset HostTimeOfDay => TimeOfDay + HostClockError - Host.Behind;

    /// <summary>
    /// The time of day of the host's running or last process: the clock at its start plus a stopwatch.
    /// </summary>
    public DateTimeOffset ProcessTimeOfDay => _process.At + (Host.Stopwatch - _process.On);

    /// <summary>The time by which the process's time is ahead of the true time of day.</summary>
    public TimeSpan ProcessClockError => ProcessTimeOfDay - TimeOfDay;

    /// <summary>The true time of day at a time.</summary>
    public static DateTimeOffset At(TimeSpan time) => Beginning + time;

    /// <summary>Changes the host's clock, forward or backward.</summary>
    public void SetHostClock(TimeSpan by) => (HostClockError, HostClockSetAt) = (HostClockError + by, Now);

    /// <summary>Notes that a process of the host starts.</summary>
    public void BeginProcess() => _process = (HostTimeOfDay, Host.Stopwatch);

    /// <summary>Plans an entry.</summary>
    /// <param name="delay">The time until the entry; negative for now.</param>
    /// <param name="what">The action.</param>
    public Planned After(TimeSpan delay, Action what)
    {
        var planned = new Planned(what);
        _agenda.Enqueue(planned, ((Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero)).Ticks, _number++));
        return planned;
    }

    /// <summary>Jumps to the next entry and runs it; returns false when the agenda is empty.</summary>
    public bool HappenNext()
    {
        while (_agenda.TryDequeue(out var planned, out var priority))
        {
            if (planned.Take() is { } what)
            {
                Now = TimeSpan.FromTicks(priority.At);
                what();
                return true;
            }
        }

        return false;
    }
}

/// <summary>An entry of the agenda.</summary>
internal sealed class Planned(Action what)
{
    private Action? _what = what;

    /// <summary>Removes the entry from the agenda.</summary>
    public void Cancel() => _what = null;

    /// <summary>Takes the action once; null when cancelled or taken.</summary>
    public Action? Take() => Interlocked.Exchange(ref _what, null);
}
