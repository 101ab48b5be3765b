using AccountValidation.Core;

namespace AccountValidation.SelfHost.Engine;

/// <summary>Lets a request wait until a validation settles.</summary>
internal sealed class SettlementWatch(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Sleep>> _awaited = new(StringComparer.Ordinal);

    /// <summary>The number of validations with at least one waiting request.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _awaited.Count;
            }
        }
    }

    /// <summary>Ends all waits for a validation that has settled.</summary>
    public void Settled(Validation validation)
    {
        lock (_lock)
        {
            _awaited.GetValueOrDefault(validation.Id)?.ForEach(sleep => sleep.End());
        }
    }

    /// <summary>Waits until a validation settles, <paramref name="atMost"/> passes, or the engine stops.</summary>
    /// <param name="id">The id of the validation.</param>
    /// <param name="isSettled">Called once the watch is registered, so that no settlement between check and wait is
    /// missed.</param>
    /// <param name="atMost">The longest wait.</param>
    /// <param name="stopping">Ends the wait without an exception when the engine stops.</param>
    /// <param name="cancellationToken">Ends the wait with an exception when the caller cancels.</param>
    public async Task WaitAsync(
        string id,
        Func<bool> isSettled,
        TimeSpan atMost,
        CancellationToken stopping,
        CancellationToken cancellationToken)
    {
        var sleep = Enter(id);
        try
        {
            if (isSettled())
            {
                return;
            }

            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
            await sleep.ForAsync(atMost, timeProvider, ended.Token);
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            Leave(id, sleep);
        }
    }

    private Sleep Enter(string id)
    {
        lock (_lock)
        {
            if (!_awaited.TryGetValue(id, out var sleeps))
            {
                _awaited.Add(id, sleeps = []);
            }

            var sleep = new Sleep();
            sleeps.Add(sleep);
            return sleep;
        }
    }

    // Only the last waiter removes the watch: the other waiters still need the notice.
    private void Leave(string id, Sleep sleep)
    {
        lock (_lock)
        {
            var sleeps = _awaited[id];
            sleeps.Remove(sleep);
            if (sleeps.Count == 0)
            {
                _awaited.Remove(id);
            }
        }
    }
}
