namespace AccountValidation.Service.Juspay;

/// <summary>
/// Hands out permits for calls to Juspay: so many at once, and so many calls a second. Live and bulk callers have a line each, in the order
/// in which they asked. Every one that waits is served in its turn, whatever the rate and however many calls it needs.
/// </summary>
/// <param name="settings">How many permits may be out at once, how many calls a second, and how long live callers wait behind bulk ones.</param>
/// <param name="timeProvider">The clock. Only its stopwatch and timers are used.</param>
internal sealed class CallQueue(JuspaySettings settings, TimeProvider timeProvider) : IDisposable
{
    // A timer fires late. What it costs is made up for, up to this much.
    private static readonly TimeSpan MostCaughtUp = TimeSpan.FromMilliseconds(20);

    // Slow bulk calls never hold all the permits.
    private readonly int _mostBulk = Math.Max(1, settings.MaxConcurrentCalls * 3 / 4);
    private readonly TimeSpan _perCall = settings.CallsPerSecond is { } rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;
    private readonly Lock _lock = new();
    private readonly CallLines _lines = new(settings.LongestWaitBehindBulk);
    private readonly long _startedAt = timeProvider.GetTimestamp();
    private int _out;
    private int _bulkOut;
    private TimeSpan _nextAt; // on the stopwatch: the next call may be made then
    private ITimer? _timer;

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

    private TimeSpan Now => timeProvider.GetElapsedTime(_startedAt);

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
        await waiting.Turn.Task;
        return new(this, calls, isBulk);
    }

    /// <summary>Takes a permit back. Calls that were not made are free for others.</summary>
    internal void Return(int unused, bool isBulk)
    {
        lock (_lock)
        {
            _out--;
            _bulkOut -= isBulk ? 1 : 0;
            _nextAt -= _perCall * unused;
        }

        Serve();
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void GiveUp(WaitingCall waiting, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!waiting.Turn.TrySetCanceled(cancellationToken))
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
            while (_out < settings.MaxConcurrentCalls && _lines.Next(Now, mayServeBulk: _bulkOut < _mostBulk) is { } next)
            {
                var wait = _nextAt - Now;
                if (wait > TimeSpan.Zero)
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
        var earliest = Now - MostCaughtUp;
        _nextAt = (_nextAt > earliest ? _nextAt : earliest) + (_perCall * next.Calls);
        next.Turn.SetResult();
    }

    // Timers count whole milliseconds and cut off the rest.
    private void WakeAfter(TimeSpan wait)
    {
        _timer ??= timeProvider.CreateTimer(static state => ((CallQueue)state!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }
}
