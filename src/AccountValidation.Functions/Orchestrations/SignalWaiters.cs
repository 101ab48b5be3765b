using AccountValidation.AzureEngine.Instances;
using AccountValidation.Core;
using Microsoft.DurableTask;

namespace AccountValidation.Functions.Orchestrations;

/// <summary>
/// Waits for the events that are signals to a validation. Each name has one waiter, which is used until its event
/// comes. An event goes to the waiter that asked last, so a forgotten waiter would swallow it.
/// </summary>
internal sealed class SignalWaiters
{
    // Their order decides which of two simultaneous signals is applied first.
    private static readonly (string Name, Signal Signal)[] Known =
    [
        (EventNames.Cancel, new Signal.Cancel()),
        (EventNames.Check, new Signal.Check()),
        (EventNames.Hint, new Signal.Hint()),
    ];

    private readonly TaskOrchestrationContext _context;
    private readonly Task<object?>[] _waiters;

    /// <summary>Begins to wait. Events that came before complete their waiters at once.</summary>
    public SignalWaiters(TaskOrchestrationContext context)
    {
        _context = context;
        _waiters = [.. Known.Select(known => WaitFor(known.Name))];
    }

    /// <summary>Completes when any event has come.</summary>
    public Task AnyAsync() => Task.WhenAny(_waiters);

    /// <summary>The next signal that has come; null when no signal has come.</summary>
    public Signal? TryTake()
    {
        for (var turn = 0; turn < Known.Length; turn++)
        {
            if (_waiters[turn].IsCompleted)
            {
                _waiters[turn] = WaitFor(Known[turn].Name);
                return Known[turn].Signal;
            }
        }

        return null;
    }

    // The payload of an event means nothing, so any JSON is accepted.
    private Task<object?> WaitFor(string name) => _context.WaitForExternalEvent<object?>(name, CancellationToken.None);
}
