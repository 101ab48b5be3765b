using AccountValidation.Core;

namespace AccountValidation.Service.Api;

/// <summary>
/// What makes validations and their waiting durable. Both hosts have one; the contract speaks to this port only.
/// </summary>
public interface IValidationEngine
{
    /// <summary>
    /// Stores a new validation and sets it going. Whether the account is free and the idempotency key unused is decided by the
    /// store, in the same step that stores the validation and gives it what its account knows.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing can be stored at the moment.</exception>
    Task<StartResult> StartAsync(Validation validation, IdempotencyClaim? claim, CancellationToken cancellationToken);

    /// <summary>One validation; null when there is none with this id.</summary>
    Task<Validation?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The ids of the unsettled validations whose customer account is one of these.</summary>
    Task<IReadOnlyList<string>> FindUnsettledAsync(IReadOnlyCollection<string> customerAccountIds, CancellationToken cancellationToken);

    /// <summary>Validations, newest first.</summary>
    Task<IReadOnlyList<Validation>> ListAsync(ValidationFilter filter, CancellationToken cancellationToken);

    /// <summary>Gives a signal to a validation and says how it was before and after; null when there is none with this id.</summary>
    /// <exception cref="StoreUnavailableException">Nothing can be stored at the moment.</exception>
    Task<ValidationChange?> SignalAsync(string id, Signal signal, CancellationToken cancellationToken);

    /// <summary>Waits until a validation settles, at most for a time; gives back how it stands then.</summary>
    Task<Validation?> WaitUntilSettledAsync(string id, TimeSpan atMost, CancellationToken cancellationToken);
}

/// <summary>An idempotency key and what it stands for.</summary>
/// <param name="Caller">Who sent it: keys belong to their senders.</param>
/// <param name="Key">The key.</param>
/// <param name="Fingerprint">A digest of the request it was sent with.</param>
public sealed record IdempotencyClaim(string Caller, string Key, string Fingerprint)
{
    /// <summary>Shows no key, which is the caller's own text: the text may reach a log.</summary>
    public override string ToString() => $"a key of {Caller}";
}

/// <summary>A validation before and after a signal.</summary>
/// <param name="Before">How it was.</param>
/// <param name="After">How it is.</param>
public sealed record ValidationChange(Validation Before, Validation After);

/// <summary>What became of a start.</summary>
public abstract record StartResult
{
    private StartResult()
    {
    }

    /// <summary>The validation was stored.</summary>
    /// <param name="Validation">It.</param>
    public sealed record Started(Validation Validation) : StartResult;

    /// <summary>The idempotency key was used before, for the same request.</summary>
    /// <param name="Validation">The validation of that time, as it stands now.</param>
    public sealed record Replayed(Validation Validation) : StartResult;

    /// <summary>The idempotency key was used before, for another request.</summary>
    /// <param name="ValidationId">The validation of that time.</param>
    public sealed record KeyReused(string ValidationId) : StartResult;

    /// <summary>The idempotency key was used before, for the same request, and the validation of that time was purged.</summary>
    /// <param name="ValidationId">The validation of that time.</param>
    public sealed record Purged(string ValidationId) : StartResult;

    /// <summary>The account has a validation that has not settled.</summary>
    /// <param name="ValidationId">That validation.</param>
    public sealed record AccountBusy(string ValidationId) : StartResult;

    /// <summary>The account's calls have another routing id, and Juspay wants the same one every time.</summary>
    /// <param name="RoutingId">The one in use.</param>
    public sealed record RoutingIdInUse(string RoutingId) : StartResult;

    /// <summary><c>Submission:MaxUnsettled</c> validations have not settled. Nothing was stored; the same start may be taken later.</summary>
    public sealed record TooManyUnsettled : StartResult;
}

/// <summary>Which validations are listed.</summary>
public sealed record ValidationFilter
{
    /// <summary>Only these statuses; empty for all.</summary>
    public IReadOnlyList<ValidationStatus> Statuses { get; init; } = [];

    /// <summary>Only this customer.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Only this customer account.</summary>
    public string? CustomerAccountId { get; init; }

    /// <summary>Only those accepted at this time or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only those accepted before this time.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Only those that come after this one in the order of the list.</summary>
    public ListPosition? After { get; init; }

    /// <summary>How many at most.</summary>
    public required int Limit { get; init; }
}

/// <summary>A place in the list: newest first, by id where the time is the same.</summary>
/// <param name="CreatedAt">When the validation at this place was accepted, in milliseconds of Unix time.</param>
/// <param name="Id">Its id.</param>
public sealed record ListPosition(long CreatedAt, string Id);

/// <summary>The engine's store does not work at the moment.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StoreUnavailableException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
