using AccountValidation.Core;
using AccountValidation.Service.Callbacks;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Receivers;

/// <summary>A dead-letter queue that is sometimes unreachable, and sometimes loses its response.</summary>
internal sealed class SimulatedDeadLetters(Plan plan, Random chance, VirtualTime time, SimulatedReceivers receivers)
    : IDeadLetters
{
    /// <inheritdoc/>
    public async Task<bool> SendAsync(Validation validation, CancellationToken cancellationToken)
    {
        var sent = new TaskCompletionSource<bool>();
        var isLost = chance.Happens(plan.Receivers.DeadLetterFaultRate);
        var arrives = !isLost || chance.Happens(0.5);
        await using var givenUp = cancellationToken.UnsafeRegister(
            _ => time.After(TimeSpan.Zero, () => sent.TrySetCanceled(cancellationToken)), null);
        time.After(chance.Around(TimeSpan.FromMilliseconds(50)), () =>
        {
            if (arrives)
            {
                receivers.TakeDeadLetter(validation.Callback!.MessageId);
            }

            sent.TrySetResult(!isLost);
        });
        return await sent.Task;
    }
}
