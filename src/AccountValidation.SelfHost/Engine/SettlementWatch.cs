using AccountValidation.Core;

namespace AccountValidation.SelfHost.Engine;

/// <summary>Lets a request wait for a validation to settle.</summary>
/// <param name="timeProvider">The clock.</param>
internal sealed class SettlementWatch(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Awaited> _awaited = new(StringComparer.Ordinal);

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
            _awaited.GetValueOrDefault(validation.Id)?.Signal.TrySetResult();
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
        var signal = Enter(id);
        try
        {
            if (isSettled())
            {
                return;
            }

            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
            await Task.WhenAny(signal, Task.Delay(atMost, timeProvider, ended.Token));
            await ended.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            Leave(id);
        }
    }

    private Task Enter(string id)
    {
        lock (_lock)
        {
            if (!_awaited.TryGetValue(id, out var awaited))
            {
                _awaited.Add(id, awaited = new());
            }

            awaited.Waiting++;
            return awaited.Signal.Task;
        }
    }

    // Only the last who leaves takes the watch away: whoever else waits there still has to be told.
    private void Leave(string id)
    {
        lock (_lock)
        {
            if (--_awaited[id].Waiting == 0)
            {
                _awaited.Remove(id);
            }
        }
    }

    private sealed class Awaited
    {
        public TaskCompletionSource Signal { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waiting { get; set; }
    }
}
