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

    private const int ToOneHost = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _toHosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<Waiting> _waiting = new(); // in the order of asking
    private readonly ConcurrencyLimiter _deadLetters =
        new(new() { PermitLimit = ToTheDeadLetters, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    private int _all;

    /// <summary>Waits for a place on the way to a validation's receiver. Who waits for a host's lane holds up nobody else.</summary>
    public async Task<IDisposable> EnterAsync(Callback callback, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new Waiting(HostOf(callback));
        lock (_lock)
        {
            if (TryTake(waiting.Host))
            {
                return new Place(() => Leave(waiting.Host));
            }

            _waiting.AddLast(waiting);
        }

        await using var givenUp = cancellationToken.UnsafeRegister(_ => GiveUp(waiting, cancellationToken), null);
        await waiting.Turn.Task;
        return new Place(() => Leave(waiting.Host));
    }

    /// <summary>A place on the way to a validation's receiver, when there is one at once; null when there is none.</summary>
    public IDisposable? TryEnter(Callback callback)
    {
        var host = HostOf(callback);
        lock (_lock)
        {
            return TryTake(host) ? new Place(() => Leave(host)) : null;
        }
    }

    /// <summary>Waits for a place on the way to the dead letters.</summary>
    public async Task<IDisposable> EnterDeadLettersAsync(CancellationToken cancellationToken) =>
        await _deadLetters.AcquireAsync(permitCount: 1, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _deadLetters.Dispose();

    private static string HostOf(Callback callback) => new Uri(callback.Url).Authority;

    private bool TryTake(string host)
    {
        var toHost = _toHosts.GetValueOrDefault(host);
        if (_all == inAll || (toHost >= ToOneHost && _all >= inAll / 2))
        {
            return false;
        }

        (_all, _toHosts[host]) = (_all + 1, toHost + 1);
        return true;
    }

    private void Leave(string host)
    {
        lock (_lock)
        {
            _all--;
            if (--_toHosts[host] == 0)
            {
                _toHosts.Remove(host);
            }

            for (var next = _waiting.First; next is not null && _all < inAll;)
            {
                var (waiting, following) = (next.Value, next.Next);
                if (TryTake(waiting.Host))
                {
                    _waiting.Remove(next);
                    waiting.Turn.SetResult();
                }

                next = following;
            }
        }
    }

    private void GiveUp(Waiting waiting, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_waiting.Remove(waiting))
            {
                waiting.Turn.SetCanceled(cancellationToken);
            }
        }
    }

    private sealed class Place(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }

    private sealed class Waiting(string host)
    {
        public string Host => host;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
