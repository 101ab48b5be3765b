using AccountValidation.AzureEngine.Instances;
using AccountValidation.Core;
using Microsoft.DurableTask;

namespace AccountValidation.Functions.Orchestrations;

/// <summary>
/// Waits for the events that mean something to a validation, with one waiter for each name that is used until it has
/// one: an event goes to the waiter that asked last, so a waiter that was forgotten would swallow it.
/// </summary>
internal sealed class SignalWaiters
{
    // Their order decides which of two signals that came together is applied first.
    private static readonly (string Name, Signal Signal)[] Known =
    [
        (EventNames.Cancel, new Signal.Cancel()),
        (EventNames.Check, new Signal.Check()),
        (EventNames.Hint, new Signal.Hint()),
    ];

    private readonly TaskOrchestrationContext _context;
    private readonly Task<object?>[] _waiters;

    /// <summary>Begins to wait. Events that came before are there at once.</summary>
    public SignalWaiters(TaskOrchestrationContext context)
    {
        _context = context;
        _waiters = [.. Known.Select(known => WaitFor(known.Name))];
    }

    /// <summary>Ends when any of the events has come.</summary>
    public Task AnyAsync() => Task.WhenAny(_waiters);

    /// <summary>The next signal that has come; null when none has.</summary>
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

    // What an event carries means nothing: any JSON will do.
    private Task<object?> WaitFor(string name) => _context.WaitForExternalEvent<object?>(name, CancellationToken.None);
}
