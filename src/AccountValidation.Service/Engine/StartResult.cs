using AccountValidation.Core;

namespace AccountValidation.Service.Engine;

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

    /// <summary>
    /// The idempotency key was used before, for the same request, and the validation of that time was purged.
    /// </summary>
    /// <param name="ValidationId">The validation of that time.</param>
    public sealed record Purged(string ValidationId) : StartResult;

    /// <summary>The account has a validation that has not settled.</summary>
    /// <param name="ValidationId">That validation.</param>
    public sealed record AccountBusy(string ValidationId) : StartResult;

    /// <summary>The account's calls have another routing id, and Juspay wants the same one every time.</summary>
    /// <param name="RoutingId">The one in use.</param>
    public sealed record RoutingIdInUse(string RoutingId) : StartResult;

    /// <summary>
    /// <c>Submission:MaxUnsettled</c> validations have not settled. Nothing was stored; the same start may be taken
    /// later.
    /// </summary>
    public sealed record TooManyUnsettled : StartResult;
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
