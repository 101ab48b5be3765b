using AccountValidation.Core;

namespace AccountValidation.Service.Engine;

/// <summary>
/// What makes validations and their waiting durable. Both hosts have one; the contract speaks to this port only.
/// </summary>
public interface IValidationEngine
{
    /// <summary>
    /// Stores a new validation and sets it going. Whether the account is free and the idempotency key unused is decided
    /// by the store, in the same step that stores the validation and gives it what its account knows.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing can be stored at the moment.</exception>
    Task<StartResult> StartAsync(Validation validation, IdempotencyClaim? claim, CancellationToken cancellationToken);

    /// <summary>One validation; null when there is none with this id.</summary>
    Task<Validation?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The ids of the unsettled validations whose customer account is one of these.</summary>
    Task<IReadOnlyList<string>> FindUnsettledAsync(
        IReadOnlyCollection<string> customerAccountIds, CancellationToken cancellationToken);

    /// <summary>Validations, newest first.</summary>
    Task<IReadOnlyList<Validation>> ListAsync(ValidationFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a signal to a validation and says how it was before and after; null when there is none with this id.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing can be stored at the moment.</exception>
    Task<ValidationChange?> SignalAsync(string id, Signal signal, CancellationToken cancellationToken);

    /// <summary>Waits until a validation settles, at most for a time; gives back how it stands then.</summary>
    Task<Validation?> WaitUntilSettledAsync(string id, TimeSpan atMost, CancellationToken cancellationToken);
}

/// <summary>A validation before and after a signal.</summary>
/// <param name="Before">How it was.</param>
/// <param name="After">How it is.</param>
public sealed record ValidationChange(Validation Before, Validation After);
