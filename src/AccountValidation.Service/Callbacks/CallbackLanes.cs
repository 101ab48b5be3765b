using System.Threading.RateLimiting;
using AccountValidation.Core;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// How many callbacks are on their way at once, in all, to one host and to the dead letters: a receiver that hangs takes its own
/// lane, not everybody's, and a storage that is slow is not flooded.
/// </summary>
/// <param name="inAll">How many callbacks may be on their way at once.</param>
public sealed class CallbackLanes(int inAll) : IDisposable
{
    /// <summary>How many callbacks go to the dead letters at once.</summary>
    public const int ToTheDeadLetters = 16;

    private const int ToOneHost = 16;

    private readonly ConcurrencyLimiter _all = new(Limit(inAll));
    private readonly ConcurrencyLimiter _deadLetters = new(Limit(ToTheDeadLetters));
    private readonly PartitionedRateLimiter<Uri> _hosts =
        PartitionedRateLimiter.Create<Uri, string>(url => RateLimitPartition.GetConcurrencyLimiter(url.Authority, _ => Limit(ToOneHost)));

    /// <summary>Waits for a place on the way to a validation's receiver. The host's place comes first, so that waiting for it holds up nobody else.</summary>
    public async Task<IDisposable> EnterAsync(Callback callback, CancellationToken cancellationToken)
    {
        var host = await _hosts.AcquireAsync(new Uri(callback.Url), permitCount: 1, cancellationToken);
        try
        {
            return new Place(host, await _all.AcquireAsync(permitCount: 1, cancellationToken));
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>A place on the way to a validation's receiver, when there is one at once; null when there is none.</summary>
    public IDisposable? TryEnter(Callback callback)
    {
        var host = _hosts.AttemptAcquire(new Uri(callback.Url), permitCount: 1);
        var all = host.IsAcquired ? _all.AttemptAcquire(permitCount: 1) : null;
        if (all is { IsAcquired: true })
        {
            return new Place(host, all);
        }

        all?.Dispose();
        host.Dispose();
        return null;
    }

    /// <summary>Waits for a place on the way to the dead letters.</summary>
    public async Task<IDisposable> EnterDeadLettersAsync(CancellationToken cancellationToken) =>
        await _deadLetters.AcquireAsync(permitCount: 1, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _all.Dispose();
        _deadLetters.Dispose();
        _hosts.Dispose();
    }

    private static ConcurrencyLimiterOptions Limit(int permits) =>
        new() { PermitLimit = permits, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };

    private sealed class Place(RateLimitLease host, RateLimitLease all) : IDisposable
    {
        public void Dispose()
        {
            all.Dispose();
            host.Dispose();
        }
    }
}
