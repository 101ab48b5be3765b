namespace AccountValidation.Service.Juspay;

/// <summary>
/// Grants permits for calls to Juspay, within the limits of concurrent calls and of calls a second. Live and bulk
/// callers have one line each, in order of arrival. Every waiting caller is served in its turn, whatever the rate and
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
    /// <param name="settings">Limits the permits held at once, and how long live callers wait behind bulk
    /// callers.</param>
    /// <param name="pace">Limits the calls a second.</param>
    /// <param name="timeProvider">Provides a stopwatch and timers; the queue never reads the time of day.</param>
    public CallQueue(JuspaySettings settings, ICallPace pace, TimeProvider timeProvider)
    {
        _most = settings.MaxConcurrentCalls;
        _mostBulk = Math.Max(1, _most * 3 / 4); // So slow bulk calls never hold all permits.
        (_pace, _timeProvider) = (pace, timeProvider);
        (_lines, _startedAt) = (new(settings.LongestWaitBehindBulk), timeProvider.GetTimestamp());
        pace.Begin(Serve);
    }

    /// <summary>The number of waiting bulk callers.</summary>
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

    /// <summary>Waits for a permit for a number of calls in immediate succession.</summary>
    /// <param name="calls">The number of calls, at least 1.</param>
    /// <param name="isBulk">True when the calls belong to a bulk validation.</param>
    /// <param name="cancellationToken">Gives up the place in the queue.</param>
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

    /// <summary>Takes a permit back. Unused calls are free for other callers.</summary>
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
                return; // Another thread has just granted the permit.
            }

            _lines.Remove(waiting);
        }

        Serve(); // The caller may have been the head of its line, which the callers behind it waited for.
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

    // Timers truncate to whole milliseconds, so the wait is rounded up. An unknown wait ends when the pace calls back.
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
