using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Time;

/// <summary>
/// The standstill of the host: none of its code runs, none of its timers fires, and arriving data waits in its sockets.
/// Everybody else goes on.
/// </summary>
/// <param name="time">The world's time.</param>
internal sealed class Stillness(VirtualTime time)
{
    private readonly List<Planned> _held = [];
    private readonly List<(TimeSpan From, TimeSpan To, StandstillKind Kind)> _past = [];
    private (TimeSpan Since, StandstillKind Kind)? _now;
    private TimeSpan _paused;
    private TimeSpan _lost;

    /// <summary>True during a standstill.</summary>
    public bool IsStill => _now is not null;

    /// <summary>The end of the last standstill.</summary>
    public TimeSpan WentOnAt { get; private set; }

    /// <summary>The host's stopwatch, which stands while the machine is paused.</summary>
    public TimeSpan Stopwatch => time.Now - _paused - Pause;

    /// <summary>The time by which pauses have put the host's time of day behind.</summary>
    public TimeSpan Behind => _lost + Pause;

    private TimeSpan Pause =>
        _now is { Kind: not StandstillKind.Stopped } still ? time.Now - still.Since : TimeSpan.Zero;

    /// <summary>Begins a standstill.</summary>
    public void Begin(StandstillKind kind) => _now = (time.Now, kind);

    /// <summary>
    /// Ends the standstill. Waiting events happen in any order, before or after the host's code continues.
    /// </summary>
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

    /// <summary>Ends the standstill and drops all waiting events, because the process was killed.</summary>
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

    /// <summary>Lets an event reach the host: now, or at the end of the standstill.</summary>
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

    /// <summary>Holds an event until the end of the standstill.</summary>
    public Planned Hold(Action what)
    {
        var planned = new Planned(what);
        _held.Add(planned);
        return planned;
    }

    /// <summary>
    /// The part of the time between two moments that no clock of the host has counted, then or later.
    /// </summary>
    public TimeSpan Unseen(TimeSpan from, TimeSpan to) =>
        _past
            .Where(still => still.Kind == StandstillKind.PausedAndBehind)
            .Aggregate(TimeSpan.Zero, (sum, pause) =>
                sum + Max(TimeSpan.Zero, (pause.To < to ? pause.To : to) - Max(pause.From, from)));

    /// <summary>The last activity of the host before a moment at which a standstill may just have ended.</summary>
    public TimeSpan LastWorkedBefore(TimeSpan moment) =>
        _past.FindLast(still => still.To == moment) is { To: var to, From: var from } && to == moment ? from : moment;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
