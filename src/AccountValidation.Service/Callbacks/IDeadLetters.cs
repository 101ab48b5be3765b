using AccountValidation.Core;

namespace AccountValidation.Service.Callbacks;

/// <summary>Where callbacks go that could not be delivered.</summary>
public interface IDeadLetters
{
    /// <summary>
    /// Hands the callback of a validation over: true when that is done, or when there is nowhere to hand it to; false
    /// when it has to be tried again. At least once: the same callback may be handed over again after a crash.
    /// </summary>
    Task<bool> SendAsync(Validation validation, CancellationToken cancellationToken);
}

/// <summary>
/// No dead-letter queue is configured: the validation itself, whose callback is <c>FAILED</c>, is the dead letter.
/// </summary>
public sealed class NoDeadLetters : IDeadLetters
{
    /// <inheritdoc/>
    public Task<bool> SendAsync(Validation validation, CancellationToken cancellationToken) => Task.FromResult(true);
}
