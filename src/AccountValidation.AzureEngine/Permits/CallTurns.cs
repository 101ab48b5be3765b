namespace AccountValidation.AzureEngine.Permits;

/// <summary>
/// The turns that this instance has reserved and not used. A turn that was missed by more than a second is lost: calls are never saved up for a burst.
/// Not for several threads at a time: its owner locks.
/// </summary>
/// <param name="perCall">The time from one turn to the next.</param>
internal sealed class CallTurns(TimeSpan perCall)
{
    private const int LeastUsable = 2;
    private static readonly TimeSpan MostMissed = TimeSpan.FromSeconds(1);

    private readonly List<CallBlock> _blocks = []; // in the order of their times
    private int _used;
    private int _lost;
    private int _usable = int.MaxValue;

    /// <summary>How many turns there are.</summary>
    public int Count => _blocks.Sum(block => block.Calls);

    /// <summary>
    /// How many turns are worth having: while half of them are lost twice as many as were used, then ever more again. What one instance cannot use is
    /// left to the others.
    /// </summary>
    public int Usable => IsWasteful ? Math.Max(LeastUsable, _used * 2) : _usable;

    /// <summary>Whether all turns have come, or the last comes within a time.</summary>
    public bool EndsBefore(DateTimeOffset time) => _blocks.Count == 0 || _blocks[^1].Start + (perCall * (_blocks[^1].Calls - 1)) < time;

    /// <summary>Adds turns that were reserved.</summary>
    public void Add(CallBlock block)
    {
        var isGrowing = !IsWasteful && _used > 0 && _usable <= int.MaxValue / 2;
        _usable = isGrowing ? _usable * 2 : Usable;
        (_used, _lost) = (0, 0);
        Insert(block);
    }

    /// <summary>Gives up the turns that were missed by too much.</summary>
    public void Forget(DateTimeOffset now)
    {
        while (_blocks is [var first, ..] && now - first.Start is var late && late > MostMissed)
        {
            var missed = (int)Math.Min(first.Calls, Math.Ceiling((late - MostMissed) / perCall));
            _lost += missed;
            RemoveFirst(missed);
        }
    }

    /// <summary>How long until calls that follow each other at once may be made; null when there are not so many turns.</summary>
    public TimeSpan? WaitFor(int calls, DateTimeOffset now)
    {
        if (Count < calls)
        {
            return null;
        }

        // The last of them must not come before its turn by more than it follows the first: there may be a time of others between.
        var (first, last) = (TurnAt(0), TurnAt(calls - 1) - (perCall * (calls - 1)));
        var due = first > last ? first : last;
        return due > now ? due - now : TimeSpan.Zero;
    }

    /// <summary>Uses turns.</summary>
    /// <returns>The last of them, as a mark.</returns>
    public long Take(int calls)
    {
        var last = TurnAt(calls - 1);
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
        for (var turn = new DateTimeOffset(mark, TimeSpan.Zero); calls > 0; calls--, turn -= perCall)
        {
            Insert(new(turn, 1));
        }
    }

    // Half of them lost: permits or callers are missing, or this process stood still.
    private bool IsWasteful => _lost > 0 && _lost >= _used;

    private DateTimeOffset TurnAt(int place)
    {
        foreach (var block in _blocks)
        {
            if (place < block.Calls)
            {
                return block.Start + (perCall * place);
            }

            place -= block.Calls;
        }

        throw new ArgumentOutOfRangeException(nameof(place), "There are not so many turns.");
    }

    private void Insert(CallBlock block) => _blocks.Insert(_blocks.FindLastIndex(other => other.Start <= block.Start) + 1, block);

    private void RemoveFirst(int turns)
    {
        var (start, calls) = _blocks[0];
        if (calls == turns)
        {
            _blocks.RemoveAt(0);
        }
        else
        {
            _blocks[0] = new(start + (perCall * turns), calls - turns);
        }
    }
}
