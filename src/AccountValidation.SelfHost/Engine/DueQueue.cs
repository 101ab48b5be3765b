namespace AccountValidation.SelfHost.Engine;

/// <summary>
/// The durable timers' memory: when each validation needs the engine next. It sleeps until the earliest of them and
/// wakes when an earlier one comes. The times are durable in the database; this is only what is read from there at the
/// start and told after each commit.
/// </summary>
/// <param name="timeProvider">The clock.</param>
internal sealed class DueQueue(TimeProvider timeProvider)
{
    // Timers and the stopwatch may part, as when the machine was suspended: the two differ by no more than this.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<string, DateTimeOffset> _order = new();
    private readonly Dictionary<string, DateTimeOffset> _due = new(StringComparer.Ordinal);
    // True: its time was set since it was taken.
    private readonly Dictionary<string, bool> _taken = new(StringComparer.Ordinal);
    private Sleep _sleep = new();

    /// <summary>How many validations wait for their time, those being worked on included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _due.Count;
            }
        }
    }

    /// <summary>Says when a validation needs the engine next; null for never again.</summary>
    public void Set(string id, DateTimeOffset? dueAt)
    {
        lock (_lock)
        {
            var isTaken = _taken.ContainsKey(id);
            if (isTaken)
            {
                _taken[id] = true;
            }

            if (dueAt is not { } due)
            {
                _due.Remove(id);
                return;
            }

            _due[id] = due;
            if (!isTaken)
            {
                Enqueue(id, due);
            }
        }
    }

    /// <summary>
    /// Says when a validation that was taken too early needs the engine next. A time that was set since it was taken
    /// wins: it comes from a commit that the taker may not have read.
    /// </summary>
    public void Postpone(string id, DateTimeOffset? dueAt)
    {
        lock (_lock)
        {
            if (!_taken.GetValueOrDefault(id))
            {
                Set(id, dueAt);
            }
        }
    }

    /// <summary>
    /// Takes the next validation whose time has come, and waits for it. It is not given out again until
    /// <see cref="Release"/>. For one taker at a time: only the last that went to sleep is woken.
    /// </summary>
    public async Task<string> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (id, wait, sleep) = TryTake();
            if (id is not null)
            {
                return id;
            }

            await sleep.ForAsync(wait, timeProvider, cancellationToken);
        }
    }

    /// <summary>Gives a validation back after it was worked on.</summary>
    public void Release(string id)
    {
        lock (_lock)
        {
            _taken.Remove(id);
            if (_due.TryGetValue(id, out var due))
            {
                Enqueue(id, due);
            }
        }
    }

    private (string? Id, TimeSpan Wait, Sleep Sleep) TryTake()
    {
        lock (_lock)
        {
            while (_order.TryPeek(out var id, out var due))
            {
                if (_taken.ContainsKey(id) || !_due.TryGetValue(id, out var current) || current != due)
                {
                    _order.Dequeue(); // its time was changed since
                    continue;
                }

                var wait = due - timeProvider.GetUtcNow();
                if (wait > TimeSpan.Zero)
                {
                    return (null, wait < LongestSleep ? WholeMilliseconds(wait) : LongestSleep, _sleep = new());
                }

                _order.Dequeue();
                _taken.Add(id, false);
                return (id, TimeSpan.Zero, _sleep);
            }

            return (null, LongestSleep, _sleep = new());
        }
    }

    private void Enqueue(string id, DateTimeOffset due)
    {
        _order.Enqueue(id, due);

        // The head may be due as well, and its sleeper not know it yet.
        if (_order.Peek() == id || due <= timeProvider.GetUtcNow())
        {
            _sleep.End();
        }
    }

    // Timers count whole milliseconds and cut off the rest: a sleep rounded down would end before its time, again and
    // again.
    private static TimeSpan WholeMilliseconds(TimeSpan wait) =>
        TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
