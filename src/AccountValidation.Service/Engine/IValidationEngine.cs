using AccountValidation.Core;

namespace AccountValidation.Service.Engine;

/// <summary>
/// Makes validations and their waiting durable. Each host implements this port; the contract's routes use nothing else.
/// </summary>
public interface IValidationEngine
{
    /// <summary>
    /// Stores a new validation and lets it run. In one step the store checks that the account is free and the
    /// idempotency key unused, and stores the validation. In the same step it copies to the validation what the account
    /// knows.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store does not work now.</exception>
    Task<StartResult> StartAsync(Validation validation, IdempotencyClaim? claim, CancellationToken cancellationToken);

    /// <summary>The validation with this id; null when no validation has it.</summary>
    Task<Validation?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The ids of the unsettled validations of these customer accounts.</summary>
    Task<IReadOnlyList<string>> FindUnsettledAsync(
        IReadOnlyCollection<string> customerAccountIds, CancellationToken cancellationToken);

    /// <summary>
    /// The names of the API's filters for which the store has no index. The API refuses these filters.
    /// </summary>
    IReadOnlyCollection<string> FiltersWithoutIndex { get; }

    /// <summary>A page of the validations that match a filter, newest first.</summary>
    /// <exception cref="StoreUnavailableException">The store does not work now.</exception>
    Task<ValidationList> ListAsync(ValidationFilter filter, CancellationToken cancellationToken);

    /// <summary>The numbers of all validations.</summary>
    /// <exception cref="StoreUnavailableException">The store does not work now.</exception>
    Task<ValidationSummary> SummarizeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Applies a signal to a validation and returns its state before and after; null when no validation has this id.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store does not work now.</exception>
    Task<ValidationChange?> SignalAsync(string id, Signal.OfContract signal, CancellationToken cancellationToken);

    /// <summary>
    /// Waits until a validation settles, or until the time is over, and returns its state then. Null when no validation
    /// has this id.
    /// </summary>
    Task<Validation?> WaitUntilSettledAsync(string id, TimeSpan atMost, CancellationToken cancellationToken);
}

/// <summary>A validation before and after a signal.</summary>
/// <param name="Before">The validation before the signal.</param>
/// <param name="After">The validation after the signal.</param>
public sealed record ValidationChange(Validation Before, Validation After);
