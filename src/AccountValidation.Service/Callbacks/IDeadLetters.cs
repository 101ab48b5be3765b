using AccountValidation.Core;

namespace AccountValidation.Service.Callbacks;

/// <summary>Takes callbacks that the service could not deliver.</summary>
public interface IDeadLetters
{
    /// <summary>
    /// Hands over the callback of a validation. True when done, or when no queue is configured; false when the caller
    /// must try again. At least once: after a crash the service may hand over the same callback again.
    /// </summary>
    Task<bool> SendAsync(Validation validation, CancellationToken cancellationToken);
}

/// <summary>
/// Stands in when no dead-letter queue is configured: the validation itself, whose callback is <c>FAILED</c>, is the
/// dead letter.
/// </summary>
public sealed class NoDeadLetters : IDeadLetters
{
    /// <inheritdoc/>
    public Task<bool> SendAsync(Validation validation, CancellationToken cancellationToken) => Task.FromResult(true);
}
