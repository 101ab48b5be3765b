using AccountValidation.Core;

namespace AccountValidation.Service.Callbacks;

/// <summary>Where callbacks go that were given up.</summary>
public interface IDeadLetters
{
    /// <summary>
    /// Hands a settled validation's callback over. True when it was handed over, or there is nowhere to hand it to; false when it has
    /// to be tried again later. It may be handed over more than once.
    /// </summary>
    Task<bool> SendAsync(Validation validation, CancellationToken cancellationToken);
}

/// <summary>No queue is configured: a callback that was given up stays with its validation, where a redelivery revives it.</summary>
internal sealed class NoDeadLetterQueue : IDeadLetters
{
    /// <inheritdoc/>
    public Task<bool> SendAsync(Validation validation, CancellationToken cancellationToken) => Task.FromResult(true);
}
