namespace AccountValidation.SelfHost.Engine;

/// <summary>
/// Holds the time at which each validation next needs the engine. The queue sleeps until the earliest time, and wakes
/// when somebody sets an earlier time. The database keeps the times durably: the queue reads them at the start, and
/// each commit updates them.
/// </summary>
internal sealed class DueQueue(TimeProvider timeProvider)
{
    // Timers and the stopwatch may diverge, for example while the machine is suspended. This bound limits the error.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<string, DateTimeOffset> _order = new();
    private readonly Dictionary<string, DateTimeOffset> _due = new(StringComparer.Ordinal);
    // True: somebody set a new time after the validation was taken.
    private readonly Dictionary<string, bool> _taken = new(StringComparer.Ordinal);
    private Sleep _sleep = new();

    /// <summary>The number of validations that wait for their time, including those in work.</summary>
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

    /// <summary>
    /// The earliest time of all, including validations in work; null when no validation waits. Goes through all times.
    /// </summary>
    public DateTimeOffset? EarliestDue
    {
        get
        {
            lock (_lock)
            {
                return _due.Count == 0 ? null : _due.Values.Min();
            }
        }
    }

    /// <summary>Sets the time at which a validation next needs the engine; null for never again.</summary>
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
    /// Sets the next time of a validation that was taken too early. A time that somebody set in the meantime wins: its
    /// commit may be newer than the taker's read.
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
    /// Waits for a validation whose time has come, and takes it. The queue does not return this validation again before
    /// <see cref="Release"/>. At most one caller may wait: the queue wakes only the last sleeper.
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

    /// <summary>Returns a validation to the queue after the work on it.</summary>
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
                    _order.Dequeue(); // somebody changed its time
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

        // The head may be due as well, and the sleeper may not know this time yet.
        if (_order.Peek() == id || due <= timeProvider.GetUtcNow())
        {
            _sleep.End();
        }
    }

    // Timers count whole milliseconds and truncate. A sleep rounded down would end too early, again and again.
    private static TimeSpan WholeMilliseconds(TimeSpan wait) =>
        TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
