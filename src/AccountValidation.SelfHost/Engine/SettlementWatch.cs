using AccountValidation.Core;

namespace AccountValidation.SelfHost.Engine;

/// <summary>Lets a request wait for a validation to settle.</summary>
/// <param name="timeProvider">The clock.</param>
internal sealed class SettlementWatch(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Sleep>> _awaited = new(StringComparer.Ordinal);

    /// <summary>How many validations are waited for.</summary>
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

    /// <summary>Tells those who wait that a validation has settled.</summary>
    public void Settled(Validation validation)
    {
        lock (_lock)
        {
            _awaited.GetValueOrDefault(validation.Id)?.ForEach(sleep => sleep.End());
        }
    }

    /// <summary>Waits until a validation settles, a time has passed, or the engine stops.</summary>
    /// <param name="id">The validation.</param>
    /// <param name="isSettled">Asked once the watch stands, so that nothing is missed between asking and
    /// waiting.</param>
    /// <param name="atMost">The longest wait.</param>
    /// <param name="stopping">The engine's end, which ends the wait without a fault.</param>
    /// <param name="cancellationToken">The caller's.</param>
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

    // Only the last who leaves takes the watch away: whoever else waits there still has to be told.
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
