using AccountValidation.Core;

namespace AccountValidation.Service.Engine;

/// <summary>
/// Applies the signals of operators, who may give every signal. On Azure the Durable Functions extension takes these
/// signals and acts on the orchestration itself, so only the self-host implements this port.
/// </summary>
public interface IOperatorSignals
{
    /// <summary>
    /// Applies a signal to a validation and returns its state before and after; null when no validation has this id.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store does not work now.</exception>
    Task<ValidationChange?> SignalAsync(string id, Signal signal, CancellationToken cancellationToken);
}
