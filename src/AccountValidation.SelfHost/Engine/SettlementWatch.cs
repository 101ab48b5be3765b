using System.Collections.Concurrent;
using AccountValidation.Core;

namespace AccountValidation.SelfHost.Engine;

/// <summary>Lets a request wait for a validation to settle.</summary>
/// <param name="timeProvider">The clock.</param>
internal sealed class SettlementWatch(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new(StringComparer.Ordinal);

    /// <summary>Tells those who wait that a validation has settled.</summary>
    public void Settled(Validation validation)
    {
        if (_awaited.TryRemove(validation.Id, out var signal))
        {
            signal.TrySetResult();
        }
    }

    /// <summary>Waits until a validation settles, a time has passed, or the engine stops.</summary>
    /// <param name="id">The validation.</param>
    /// <param name="isSettled">Asked once the watch stands, so that nothing is missed between asking and waiting.</param>
    /// <param name="atMost">The longest wait.</param>
    /// <param name="stopping">The engine's end, which ends the wait without a fault.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task WaitAsync(string id, Func<bool> isSettled, TimeSpan atMost, CancellationToken stopping, CancellationToken cancellationToken)
    {
        var signal = _awaited.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (isSettled())
        {
            _awaited.TryRemove(id, out _);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        await Task.WhenAny(signal.Task, Task.Delay(atMost, timeProvider, ended.Token));
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
