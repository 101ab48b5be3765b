namespace AccountValidation.Simulation.Time;

/// <summary>
/// The one agenda of a simulated world. Time does not pass: it jumps to the next thing on the agenda. Two things at the
/// same time happen in the order in which they were planned.
/// </summary>
internal sealed class VirtualTime
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Planned, (long At, long Number)> _agenda = new();
    private (DateTimeOffset At, TimeSpan On) _process = (Beginning, TimeSpan.Zero);
    private long _number;

    /// <summary>Begins.</summary>
    public VirtualTime() => Host = new(this);

    /// <summary>Whether the host stands still.</summary>
    public Stillness Host { get; }

    /// <summary>The time that has passed since the world began; no clock of the world shows another.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>The true time of day, which Juspay and the receivers know.</summary>
    public DateTimeOffset TimeOfDay => At(Now);

    /// <summary>How far the host's clock is ahead of the true time of day.</summary>
    public TimeSpan HostClockError { get; private set; }

    /// <summary>When the host's clock was last set; null when it never was.</summary>
    public TimeSpan? HostClockSetAt { get; private set; }

    /// <summary>The time of day by the host's clock.</summary>
    public DateTimeOffset HostTimeOfDay => TimeOfDay + HostClockError - Host.Behind;

    /// <summary>
    /// The time of day by which the host's process goes, the one that runs or ran last: the clock's when it started,
    /// and a stopwatch since then.
    /// </summary>
    public DateTimeOffset ProcessTimeOfDay => _process.At + (Host.Stopwatch - _process.On);

    /// <summary>How far that is ahead of the true time of day.</summary>
    public TimeSpan ProcessClockError => ProcessTimeOfDay - TimeOfDay;

    /// <summary>The true time of day at a time.</summary>
    public static DateTimeOffset At(TimeSpan time) => Beginning + time;

    /// <summary>The host's clock is set, forward or backward.</summary>
    public void SetHostClock(TimeSpan by) => (HostClockError, HostClockSetAt) = (HostClockError + by, Now);

    /// <summary>A process of the host starts.</summary>
    public void BeginProcess() => _process = (HostTimeOfDay, Host.Stopwatch);

    /// <summary>Plans something.</summary>
    /// <param name="delay">After how long; negative for at once.</param>
    /// <param name="what">What happens then.</param>
    public Planned After(TimeSpan delay, Action what)
    {
        var planned = new Planned(what);
        _agenda.Enqueue(planned, ((Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero)).Ticks, _number++));
        return planned;
    }

    /// <summary>Jumps to the next thing planned and lets it happen; false when nothing is planned.</summary>
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

/// <summary>Something on the agenda.</summary>
internal sealed class Planned(Action what)
{
    private Action? _what = what;

    /// <summary>Takes it off the agenda.</summary>
    public void Cancel() => _what = null;

    /// <summary>What is to happen, once; null when it was cancelled.</summary>
    public Action? Take() => Interlocked.Exchange(ref _what, null);
}
