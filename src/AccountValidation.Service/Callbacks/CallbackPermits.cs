using System.Threading.RateLimiting;
using AccountValidation.Core;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// Limits the callbacks under way: in all, to one host, and to the dead letters. A receiver that hangs uses up its own
/// share only, and a slow storage is not flooded. While fewer than half of all permits are held, a host may exceed its
/// share. So hanging paths of a host do not hold up its other paths.
/// </summary>
/// <param name="inAll">The most callbacks under way at once.</param>
public sealed class CallbackPermits(int inAll) : IDisposable
{
    /// <summary>The most callbacks on their way to the dead letters at once.</summary>
    public const int ToTheDeadLetters = 16;

    private readonly int _toOneHost = Math.Clamp(inAll / 4, 1, 16);
    private readonly Lock _lock = new();
    // Shares that are held or waited for.
    private readonly Dictionary<string, HostShare> _shares = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<HostShare> _waiting = new(); // Shares with waiting callers, in order of arrival.
    private readonly ConcurrencyLimiter _deadLetters = new(
        new()
        {
            PermitLimit = ToTheDeadLetters,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });

    private int _all;

    /// <summary>
    /// Waits for a permit to call a validation's receiver. A caller that waits for a host's share holds up no other
    /// host.
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

    /// <summary>A permit to call a validation's receiver; null when none is free now.</summary>
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

    /// <summary>Waits for a permit to hand a callback to the dead letters.</summary>
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

    // Shares take turns: the share that was served goes to the end.
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
                return; // Another thread has just granted the permit.
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
