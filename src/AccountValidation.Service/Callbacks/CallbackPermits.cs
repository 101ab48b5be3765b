using System.Threading.RateLimiting;
using AccountValidation.Core;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// How many callbacks are on their way at once, in all, to one host and to the dead letters: a receiver that hangs
/// takes its own share, not everybody's, and a storage that is slow is not flooded. While fewer than half of all
/// permits are held a host may have more than its share, so that many paths of it that hang do not hold up another one.
/// </summary>
/// <param name="inAll">How many callbacks may be on their way at once.</param>
public sealed class CallbackPermits(int inAll) : IDisposable
{
    /// <summary>How many callbacks go to the dead letters at once.</summary>
    public const int ToTheDeadLetters = 16;

    private readonly int _toOneHost = Math.Clamp(inAll / 4, 1, 16);
    private readonly Lock _lock = new();
    // Those that are used.
    private readonly Dictionary<string, HostShare> _shares = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<HostShare> _waiting = new(); // those for which somebody waits, in the order of asking
    private readonly ConcurrencyLimiter _deadLetters = new(
        new()
        {
            PermitLimit = ToTheDeadLetters,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });

    private int _all;

    /// <summary>
    /// Waits for a permit on the way to a validation's receiver. Who waits for a host's share holds up nobody else.
    /// </summary>
    public async Task<IDisposable> EnterAsync(Callback callback, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        HostShare share;
        LinkedListNode<TaskCompletionSource> waiting;
        lock (_lock)
        {
            share = ShareOf(callback);
            if (TryTake(share))
            {
                return new Permit(() => Leave(share));
            }

            waiting = share.Waiting.AddLast(
                new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (share.Waiting.Count == 1)
            {
                _waiting.AddLast(share);
            }
        }

        await using var givenUp = cancellationToken.UnsafeRegister(
            _ => GiveUp(share, waiting, cancellationToken), null);
        await waiting.Value.Task;
        return new Permit(() => Leave(share));
    }

    /// <summary>
    /// A permit on the way to a validation's receiver, when there is one at once; null when there is none.
    /// </summary>
    public IDisposable? TryEnter(Callback callback)
    {
        lock (_lock)
        {
            var share = ShareOf(callback);
            if (TryTake(share))
            {
                return new Permit(() => Leave(share));
            }

            Forget(share);
            return null;
        }
    }

    /// <summary>Waits for a permit on the way to the dead letters.</summary>
    public async Task<IDisposable> EnterDeadLettersAsync(CancellationToken cancellationToken) =>
        await _deadLetters.AcquireAsync(permitCount: 1, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _deadLetters.Dispose();

    private HostShare ShareOf(Callback callback)
    {
        var host = new Uri(callback.Url).Authority;
        return _shares.TryGetValue(host, out var share) ? share : _shares[host] = new(host);
    }

    private bool TryTake(HostShare share)
    {
        if (_all == inAll || (share.Held >= _toOneHost && _all >= inAll / 2))
        {
            return false;
        }

        _all++;
        share.Held++;
        return true;
    }

    private void Leave(HostShare share)
    {
        lock (_lock)
        {
            _all--;
            share.Held--;
            LetOneIn();
            Forget(share);
        }
    }

    // By turns: the share that was served goes to the end.
    private void LetOneIn()
    {
        for (var next = _waiting.First; next is not null; next = next.Next)
        {
            var share = next.Value;
            if (!TryTake(share))
            {
                continue;
            }

            share.Waiting.First!.Value.SetResult();
            share.Waiting.RemoveFirst();
            _waiting.Remove(next);
            if (share.Waiting.Count > 0)
            {
                _waiting.AddLast(next);
            }

            return;
        }
    }

    private void GiveUp(
        HostShare share, LinkedListNode<TaskCompletionSource> waiting, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!waiting.Value.TrySetCanceled(cancellationToken))
            {
                return; // let in just now
            }

            share.Waiting.Remove(waiting);
            if (share.Waiting.Count == 0)
            {
                _waiting.Remove(share);
                Forget(share);
            }
        }
    }

    private void Forget(HostShare share)
    {
        if (share is { Held: 0, Waiting.Count: 0 })
        {
            _shares.Remove(share.Host);
        }
    }

    private sealed class HostShare(string host)
    {
        public string Host => host;

        public int Held { get; set; }

        public LinkedList<TaskCompletionSource> Waiting { get; } = new();
    }

    private sealed class Permit(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
