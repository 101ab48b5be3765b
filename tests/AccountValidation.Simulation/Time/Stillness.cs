using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Time;

/// <summary>
/// Whether the host stands still: then none of its code runs, none of its timers fires, and what reaches it waits in
/// its sockets. Everybody else goes on.
/// </summary>
/// <param name="time">The world's time.</param>
internal sealed class Stillness(VirtualTime time)
{
    private readonly List<Planned> _held = [];
    private readonly List<(TimeSpan From, TimeSpan To, StandstillKind Kind)> _past = [];
    private (TimeSpan Since, StandstillKind Kind)? _now;
    private TimeSpan _paused;
    private TimeSpan _lost;

    /// <summary>True while it does.</summary>
    public bool IsStill => _now is not null;

    /// <summary>When it last went on.</summary>
    public TimeSpan WentOnAt { get; private set; }

    /// <summary>What the host's stopwatch shows, which stands while the machine is paused.</summary>
    public TimeSpan Stopwatch => time.Now - _paused - Pause;

    /// <summary>How far pauses have put the host's time of day behind.</summary>
    public TimeSpan Behind => _lost + Pause;

    private TimeSpan Pause =>
        _now is { Kind: not StandstillKind.Stopped } still ? time.Now - still.Since : TimeSpan.Zero;

    /// <summary>It stands still from now on.</summary>
    public void Begin(StandstillKind kind) => _now = (time.Now, kind);

    /// <summary>It goes on. What waits comes in any order, before its code goes on or after that.</summary>
    public void End(Random chance)
    {
        var held = _held.ToArray();
        Forget();
        chance.Shuffle(held);
        var isFirst = chance.Next(2) == 0;
        foreach (var planned in held)
        {
            if (isFirst)
            {
                planned.Take()?.Invoke();
            }
            else
            {
                time.After(TimeSpan.Zero, () => planned.Take()?.Invoke());
            }
        }
    }

    /// <summary>It stands still no longer, and what waits is lost: the process is killed.</summary>
    public void Forget()
    {
        if (_now is not var (since, kind))
        {
            return;
        }

        _paused += Pause;
        if (kind == StandstillKind.PausedAndBehind)
        {
            _lost += Pause;
        }

        _past.Add((since, time.Now, kind));
        (_now, WentOnAt) = (null, time.Now);
        _held.Clear();
    }

    /// <summary>Lets something happen to the host: now, or when it goes on.</summary>
    public void Reach(Action what)
    {
        if (IsStill)
        {
            Hold(what);
        }
        else
        {
            what();
        }
    }

    /// <summary>Keeps something until it goes on.</summary>
    public Planned Hold(Action what)
    {
        var planned = new Planned(what);
        _held.Add(planned);
        return planned;
    }

    /// <summary>
    /// How much of the time between two moments none of the host's clocks has counted, then or later.
    /// </summary>
    public TimeSpan Unseen(TimeSpan from, TimeSpan to) =>
        _past
            .Where(still => still.Kind == StandstillKind.PausedAndBehind)
            .Aggregate(TimeSpan.Zero, (sum, pause) =>
                sum + Max(TimeSpan.Zero, (pause.To < to ? pause.To : to) - Max(pause.From, from)));

    /// <summary>When the host last did something before a moment at which it may just have gone on.</summary>
    public TimeSpan LastWorkedBefore(TimeSpan moment) =>
        _past.FindLast(still => still.To == moment) is { To: var to, From: var from } && to == moment ? from : moment;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
