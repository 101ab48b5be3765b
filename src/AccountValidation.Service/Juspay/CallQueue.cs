namespace AccountValidation.Service.Juspay;

/// <summary>
/// Hands out permits for calls to Juspay in the order in which they were asked for: so many at once, and so many calls a second.
/// Every one that waits is served in its turn, whatever the rate and however many calls it needs.
/// </summary>
/// <param name="maxConcurrent">How many permits may be out at once.</param>
/// <param name="callsPerSecond">How many calls a second; null for no limit.</param>
/// <param name="timeProvider">The clock. Only its stopwatch and timers are used.</param>
internal sealed class CallQueue(int maxConcurrent, double? callsPerSecond, TimeProvider timeProvider) : IDisposable
{
    // A timer fires late. What it costs is made up for, up to this much.
    private static readonly TimeSpan MostCaughtUp = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan _perCall = callsPerSecond is { } rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;
    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly long _startedAt = timeProvider.GetTimestamp();
    private int _out;
    private TimeSpan _nextAt; // on the stopwatch: the next call may be made then
    private ITimer? _timer;

    private TimeSpan Now => timeProvider.GetElapsedTime(_startedAt);

    /// <summary>Waits for a permit for some calls that follow each other at once.</summary>
    /// <param name="calls">How many, at least 1.</param>
    /// <param name="cancellationToken">Gives the place in the queue up.</param>
    public async Task<CallPermit> EnterAsync(int calls, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new Waiting(calls);
        lock (_lock)
        {
            _waiting.Enqueue(waiting);
        }

        await using var givenUp = cancellationToken.UnsafeRegister(_ => GiveUp(waiting, cancellationToken), null);
        Serve();
        await waiting.Turn.Task;
        return new(this, calls);
    }

    /// <summary>Takes a permit back. Calls that were not made are free for others.</summary>
    internal void Return(int unused)
    {
        lock (_lock)
        {
            _out--;
            _nextAt -= _perCall * unused;
        }

        Serve();
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void GiveUp(Waiting waiting, CancellationToken cancellationToken)
    {
        if (waiting.Turn.TrySetCanceled(cancellationToken))
        {
            Serve(); // it may have been the head, for which the others waited
        }
    }

    private void Serve()
    {
        lock (_lock)
        {
            while (_waiting.TryPeek(out var head))
            {
                if (head.Turn.Task.IsCompleted)
                {
                    _waiting.Dequeue();
                    continue;
                }

                if (_out >= maxConcurrent)
                {
                    return;
                }

                var wait = _nextAt - Now;
                if (wait > TimeSpan.Zero)
                {
                    WakeAfter(wait);
                    return;
                }

                _waiting.Dequeue();
                Grant(head);
            }
        }
    }

    private void Grant(Waiting head)
    {
        if (!head.Turn.TrySetResult())
        {
            return; // given up just now
        }

        _out++;
        var earliest = Now - MostCaughtUp;
        _nextAt = (_nextAt > earliest ? _nextAt : earliest) + (_perCall * head.Calls);
    }

    // Timers count whole milliseconds and cut off the rest.
    private void WakeAfter(TimeSpan wait)
    {
        _timer ??= timeProvider.CreateTimer(static state => ((CallQueue)state!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private sealed class Waiting(int calls)
    {
        public int Calls { get; } = calls;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>
/// Lets its holder make some calls to Juspay. To be disposed when they are made, or not needed: calls that were not made are
/// free for others then. For one thread at a time.
/// </summary>
public sealed class CallPermit : IDisposable
{
    private readonly CallQueue _queue;
    private int _left;
    private bool _isReturned;

    internal CallPermit(CallQueue queue, int calls) => (_queue, _left) = (queue, calls);

    /// <summary>A call is about to be made.</summary>
    /// <exception cref="InvalidOperationException">All its calls are made.</exception>
    public void Use() => _left = _left > 0 ? _left - 1 : throw new InvalidOperationException("The permit's calls are used up.");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isReturned)
        {
            _isReturned = true;
            _queue.Return(_left);
        }
    }
}
