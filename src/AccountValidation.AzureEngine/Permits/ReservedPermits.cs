namespace AccountValidation.AzureEngine.Permits;

/// <summary>
/// The permits that this instance has reserved and not used. A permit that was missed by more than a second is lost:
/// calls are never saved up for a burst. Not for several threads at a time: its owner locks.
/// </summary>
/// <param name="perCall">The time from one permit to the next.</param>
internal sealed class ReservedPermits(TimeSpan perCall)
{
    private const int LeastUsable = 2;
    private static readonly TimeSpan MostMissed = TimeSpan.FromSeconds(1);

    private readonly List<CallBlock> _blocks = []; // in the order of their times
    private int _used;
    private int _lost;
    private int _usable = int.MaxValue;

    /// <summary>How many permits there are.</summary>
    public int Count => _blocks.Sum(block => block.Calls);

    /// <summary>
    /// How many permits are worth having: while half of them are lost twice as many as were used, then ever more again.
    /// What one instance cannot use is left to the others.
    /// </summary>
    public int Usable => IsWasteful ? Math.Max(LeastUsable, _used * 2) : _usable;

    /// <summary>Whether all permits have come, or the last comes within a time.</summary>
    public bool EndsBefore(DateTimeOffset time) =>
        _blocks.Count == 0 || _blocks[^1].Start + (perCall * (_blocks[^1].Calls - 1)) < time;

    /// <summary>Adds permits that were reserved.</summary>
    public void Add(CallBlock block)
    {
        var isGrowing = !IsWasteful && _used > 0 && _usable <= int.MaxValue / 2;
        _usable = isGrowing ? _usable * 2 : Usable;
        (_used, _lost) = (0, 0);
        Insert(block);
    }

    /// <summary>Gives up the permits that were missed by too much.</summary>
    public void Forget(DateTimeOffset now)
    {
        while (_blocks is [var first, ..] && now - first.Start is var late && late > MostMissed)
        {
            var missed = (int)Math.Min(first.Calls, Math.Ceiling((late - MostMissed) / perCall));
            _lost += missed;
            RemoveFirst(missed);
        }
    }

    /// <summary>
    /// How long until calls that follow each other at once may be made; null when there are not so many permits.
    /// </summary>
    public TimeSpan? WaitFor(int calls, DateTimeOffset now)
    {
        if (Count < calls)
        {
            return null;
        }

        // The last of them must not come before its permit by more than it follows the first: there may be a time of
        // others between.
        var (first, last) = (TimeOf(0), TimeOf(calls - 1) - (perCall * (calls - 1)));
        var due = first > last ? first : last;
        return due > now ? due - now : TimeSpan.Zero;
    }

    /// <summary>Uses permits.</summary>
    /// <returns>The last of them, as a mark.</returns>
    public long Take(int calls)
    {
        var last = TimeOf(calls - 1);
        _used += calls;
        for (var left = calls; left > 0;)
        {
            var taken = Math.Min(left, _blocks[0].Calls);
            RemoveFirst(taken);
            left -= taken;
        }

        return last.UtcTicks;
    }

    /// <summary>Turns were not used after all.</summary>
    public void GiveBack(long mark, int calls)
    {
        for (var permit = new DateTimeOffset(mark, TimeSpan.Zero); calls > 0; calls--, permit -= perCall)
        {
            Insert(new(permit, 1));
        }
    }

    // Half of them lost: permits or callers are missing, or this process stood still.
    private bool IsWasteful => _lost > 0 && _lost >= _used;

    private DateTimeOffset TimeOf(int index)
    {
        foreach (var block in _blocks)
        {
            if (index < block.Calls)
            {
                return block.Start + (perCall * index);
            }

            index -= block.Calls;
        }

        throw new ArgumentOutOfRangeException(nameof(index), "There are not so many permits.");
    }

    private void Insert(CallBlock block) =>
        _blocks.Insert(_blocks.FindLastIndex(other => other.Start <= block.Start) + 1, block);

    private void RemoveFirst(int permits)
    {
        var (start, calls) = _blocks[0];
        if (calls == permits)
        {
            _blocks.RemoveAt(0);
        }
        else
        {
            _blocks[0] = new(start + (perCall * permits), calls - permits);
        }
    }
}
