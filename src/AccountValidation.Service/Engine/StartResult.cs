using AccountValidation.Core;

namespace AccountValidation.Service.Engine;

/// <summary>The result of a start.</summary>
public abstract record StartResult
{
    private StartResult()
    {
    }

    /// <summary>The engine stored a new validation.</summary>
    /// <param name="Validation">The new validation.</param>
    public sealed record Started(Validation Validation) : StartResult;

    /// <summary>The caller used the idempotency key before, for the same request.</summary>
    /// <param name="Validation">The earlier validation in its present state.</param>
    public sealed record Replayed(Validation Validation) : StartResult;

    /// <summary>The caller used the idempotency key before, for another request.</summary>
    /// <param name="ValidationId">The id of the earlier validation.</param>
    public sealed record KeyReused(string ValidationId) : StartResult;

    /// <summary>
    /// The caller used the idempotency key before, for the same request, and that validation was purged.
    /// </summary>
    /// <param name="ValidationId">The id of the earlier validation.</param>
    public sealed record Purged(string ValidationId) : StartResult;

    /// <summary>Another validation of the account has not settled.</summary>
    /// <param name="ValidationId">The id of the unsettled validation.</param>
    public sealed record AccountBusy(string ValidationId) : StartResult;

    /// <summary>
    /// Earlier calls about the account had another routing id, and Juspay requires the same routing id every time.
    /// </summary>
    /// <param name="RoutingId">The routing id of the earlier calls.</param>
    public sealed record RoutingIdInUse(string RoutingId) : StartResult;

    /// <summary>
    /// <c>Submission:MaxUnsettled</c> validations have not settled. The engine stored nothing; it may accept the same
    /// start later.
    /// </summary>
    public sealed record TooManyUnsettled : StartResult;
}

/// <summary>An idempotency key with its owner and its request.</summary>
/// <param name="Caller">The sender: an idempotency key belongs to its sender.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="Fingerprint">A digest of the request that carried the idempotency key.</param>
public sealed record IdempotencyClaim(string Caller, string Key, string Fingerprint)
{
    /// <summary>Shows no idempotency key, because a caller chooses it and the string may reach a log.</summary>
    public override string ToString() => $"a key of {Caller}";
}
