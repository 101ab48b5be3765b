using System.Threading.RateLimiting;
using AccountValidation.Core;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// How many callbacks are on their way at once, in all, to one host and to the dead letters: a receiver that hangs takes its own lane, not everybody's, and a
/// storage that is slow is not flooded. While fewer than half of all places are taken a host may have more than its lane, so that many paths of it that hang do
/// not hold up another one.
/// </summary>
/// <param name="inAll">How many callbacks may be on their way at once.</param>
public sealed class CallbackLanes(int inAll) : IDisposable
{
    /// <summary>How many callbacks go to the dead letters at once.</summary>
    public const int ToTheDeadLetters = 16;

    private readonly int _toOneHost = Math.Clamp(inAll / 4, 1, 16);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.OrdinalIgnoreCase); // those that are used
    private readonly LinkedList<Lane> _waiting = new(); // those for which somebody waits, in the order of their turns
    private readonly ConcurrencyLimiter _deadLetters =
        new(new() { PermitLimit = ToTheDeadLetters, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    private int _all;

    /// <summary>Waits for a place on the way to a validation's receiver. Who waits for a host's lane holds up nobody else.</summary>
    public async Task<IDisposable> EnterAsync(Callback callback, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Lane lane;
        LinkedListNode<TaskCompletionSource> waiting;
        lock (_lock)
        {
            lane = LaneTo(callback);
            if (TryTake(lane))
            {
                return new Place(() => Leave(lane));
            }

            waiting = lane.Waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (lane.Waiting.Count == 1)
            {
                _waiting.AddLast(lane);
            }
        }

        await using var givenUp = cancellationToken.UnsafeRegister(_ => GiveUp(lane, waiting, cancellationToken), null);
        await waiting.Value.Task;
        return new Place(() => Leave(lane));
    }

    /// <summary>A place on the way to a validation's receiver, when there is one at once; null when there is none.</summary>
    public IDisposable? TryEnter(Callback callback)
    {
        lock (_lock)
        {
            var lane = LaneTo(callback);
            if (TryTake(lane))
            {
                return new Place(() => Leave(lane));
            }

            Forget(lane);
            return null;
        }
    }

    /// <summary>Waits for a place on the way to the dead letters.</summary>
    public async Task<IDisposable> EnterDeadLettersAsync(CancellationToken cancellationToken) =>
        await _deadLetters.AcquireAsync(permitCount: 1, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _deadLetters.Dispose();

    private Lane LaneTo(Callback callback)
    {
        var host = new Uri(callback.Url).Authority;
        return _lanes.TryGetValue(host, out var lane) ? lane : _lanes[host] = new(host);
    }

    private bool TryTake(Lane lane)
    {
        if (_all == inAll || (lane.Taken >= _toOneHost && _all >= inAll / 2))
        {
            return false;
        }

        _all++;
        lane.Taken++;
        return true;
    }

    private void Leave(Lane lane)
    {
        lock (_lock)
        {
            _all--;
            lane.Taken--;
            LetOneIn();
            Forget(lane);
        }
    }

    // By turns: the lane that was served goes to the end.
    private void LetOneIn()
    {
        for (var next = _waiting.First; next is not null; next = next.Next)
        {
            var lane = next.Value;
            if (!TryTake(lane))
            {
                continue;
            }

            lane.Waiting.First!.Value.SetResult();
            lane.Waiting.RemoveFirst();
            _waiting.Remove(next);
            if (lane.Waiting.Count > 0)
            {
                _waiting.AddLast(next);
            }

            return;
        }
    }

    private void GiveUp(Lane lane, LinkedListNode<TaskCompletionSource> waiting, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!waiting.Value.TrySetCanceled(cancellationToken))
            {
                return; // let in just now
            }

            lane.Waiting.Remove(waiting);
            if (lane.Waiting.Count == 0)
            {
                _waiting.Remove(lane);
                Forget(lane);
            }
        }
    }

    private void Forget(Lane lane)
    {
        if (lane is { Taken: 0, Waiting.Count: 0 })
        {
            _lanes.Remove(lane.Host);
        }
    }

    private sealed class Lane(string host)
    {
        public string Host => host;

        public int Taken { get; set; }

        public LinkedList<TaskCompletionSource> Waiting { get; } = new();
    }

    private sealed class Place(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
