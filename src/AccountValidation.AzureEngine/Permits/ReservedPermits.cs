namespace AccountValidation.AzureEngine.Permits;

/// <summary>
/// The reserved and unused permits of this instance. A permit that was missed by more than a second is lost: calls are
/// never saved up for a burst. Not for several threads at a time: its owner locks.
/// </summary>
/// <param name="perCall">The time between two permits.</param>
internal sealed class ReservedPermits(TimeSpan perCall)
{
    private const int LeastUsable = 2;
    private static readonly TimeSpan MostMissed = TimeSpan.FromSeconds(1);

    private readonly List<CallBlock> _blocks = []; // in the order of their times
    private int _used;
    private int _lost;
    private int _usable = int.MaxValue;

    /// <summary>The number of unused permits.</summary>
    public int Count => _blocks.Sum(block => block.Calls);

    /// <summary>
    /// How many permits to hold at most. While half of them are lost, twice the number of used permits; then the bound
    /// doubles with each block. Other instances get the calls that this instance cannot use.
    /// </summary>
    public int Usable => IsWasteful ? Math.Max(LeastUsable, _used * 2) : _usable;

    /// <summary>True when all permits are due, or when the last permit is due before a time.</summary>
    public bool EndsBefore(DateTimeOffset time) =>
        _blocks.Count == 0 || _blocks[^1].Start + (perCall * (_blocks[^1].Calls - 1)) < time;

    /// <summary>Adds a block of reserved permits.</summary>
    public void Add(CallBlock block)
    {
        var isGrowing = !IsWasteful && _used > 0 && _usable <= int.MaxValue / 2;
        _usable = isGrowing ? _usable * 2 : Usable;
        (_used, _lost) = (0, 0);
        Insert(block);
    }

    /// <summary>Gives up the permits that were missed by more than a second.</summary>
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
    /// The wait until calls that follow each other at once may be made; null when too few permits are left.
    /// </summary>
    public TimeSpan? WaitFor(int calls, DateTimeOffset now)
    {
        if (Count < calls)
        {
            return null;
        }

        // The last call must not come before its permit by more than its distance from the first call. Other instances
        // may own the time in between.
        var (first, last) = (TimeOf(0), TimeOf(calls - 1) - (perCall * (calls - 1)));
        var due = first > last ? first : last;
        return due > now ? due - now : TimeSpan.Zero;
    }

    /// <summary>Uses the next permits.</summary>
    /// <returns>The last used permit, as a mark for <see cref="GiveBack"/>.</returns>
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

    /// <summary>Takes unused permits back.</summary>
    public void GiveBack(long mark, int calls)
    {
        for (var permit = new DateTimeOffset(mark, TimeSpan.Zero); calls > 0; calls--, permit -= perCall)
        {
            Insert(new(permit, 1));
        }
    }

    // Half of the permits are lost: permits or callers are missing, or this process stood still.
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

        throw new ArgumentOutOfRangeException(nameof(index), "The index is beyond the reserved permits.");
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
