namespace AccountValidation.Service.Juspay;

/// <summary>
/// Hands out permits for calls to Juspay: so many at once, and so many calls a second. Live and bulk callers have a
/// line each, in the order in which they asked. Every one that waits is served in its turn, whatever the rate and
/// however many calls it needs.
/// </summary>
internal sealed class CallQueue : IDisposable
{
    private readonly int _most;
    private readonly int _mostBulk;
    private readonly ICallPace _pace;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _lock = new();
    private readonly CallLines _lines;
    private readonly long _startedAt;
    private int _out;
    private int _bulkOut;
    private ITimer? _timer;

    /// <summary>Creates the queue of this process.</summary>
    /// <param name="settings">How many permits may be out at once, and how long live callers wait behind bulk
    /// ones.</param>
    /// <param name="pace">How many calls a second.</param>
    /// <param name="timeProvider">The clock. Only its stopwatch and timers are used.</param>
    public CallQueue(JuspaySettings settings, ICallPace pace, TimeProvider timeProvider)
    {
        _most = settings.MaxConcurrentCalls;
        _mostBulk = Math.Max(1, _most * 3 / 4); // slow bulk calls never hold all the permits
        (_pace, _timeProvider) = (pace, timeProvider);
        (_lines, _startedAt) = (new(settings.LongestWaitBehindBulk), timeProvider.GetTimestamp());
        pace.Begin(Serve);
    }

    /// <summary>How many bulk callers wait.</summary>
    public int BulkWaiting
    {
        get
        {
            lock (_lock)
            {
                return _lines.BulkCount;
            }
        }
    }

    private bool MayServeBulk => _bulkOut < _mostBulk;

    private TimeSpan Now => _timeProvider.GetElapsedTime(_startedAt);

    /// <summary>Waits for a permit for some calls that follow each other at once.</summary>
    /// <param name="calls">How many, at least 1.</param>
    /// <param name="isBulk">Whether they are of a bulk validation.</param>
    /// <param name="cancellationToken">Gives the place in the queue up.</param>
    public async Task<CallPermit> EnterAsync(int calls, bool isBulk, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new WaitingCall(calls, isBulk, Now);
        lock (_lock)
        {
            _lines.Add(waiting);
        }

        await using var givenUp = cancellationToken.UnsafeRegister(_ => GiveUp(waiting, cancellationToken), null);
        Serve();
        return new(this, waiting, await waiting.Permit.Task);
    }

    /// <summary>Takes a permit back. Calls that were not made are free for others.</summary>
    internal void Return(bool isBulk, long mark, int unused)
    {
        lock (_lock)
        {
            _out--;
            _bulkOut -= isBulk ? 1 : 0;
            _pace.GiveBack(mark, unused);
        }

        Serve();
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void GiveUp(WaitingCall waiting, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!waiting.Permit.TrySetCanceled(cancellationToken))
            {
                return; // served just now
            }

            _lines.Remove(waiting);
        }

        Serve(); // it may have been the head, for which the others waited
    }

    private void Serve()
    {
        lock (_lock)
        {
            while (_out < _most && _lines.Next(Now, MayServeBulk) is { } next)
            {
                var wait = _pace.WaitFor(new(next.Calls, _lines.CallsOf(MayServeBulk)));
                if (wait != TimeSpan.Zero)
                {
                    WakeAfter(wait);
                    return;
                }

                Grant(next);
            }
        }
    }

    private void Grant(WaitingCall next)
    {
        _lines.Serve(next);
        _out++;
        _bulkOut += next.IsBulk ? 1 : 0;
        next.Permit.SetResult(_pace.Take(next.Calls));
    }

    // Timers count whole milliseconds and cut off the rest. A wait that is not known ends when the pace tells.
    private void WakeAfter(TimeSpan? wait)
    {
        _timer ??= _timeProvider.CreateTimer(
            static state => ((CallQueue)state!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(
            wait is { } known
                ? TimeSpan.FromMilliseconds(Math.Ceiling(known.TotalMilliseconds))
                : Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }
}
