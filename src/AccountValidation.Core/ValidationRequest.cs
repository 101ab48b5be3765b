namespace AccountValidation.Core;

/// <summary>A caller's request, validated and with the defaults filled in.</summary>
public sealed record ValidationRequest
{
    /// <summary>Juspay's id of the customer.</summary>
    public required string CustomerId { get; init; }

    /// <summary>Juspay's id of the customer account to validate.</summary>
    public required string CustomerAccountId { get; init; }

    /// <summary>
    /// The value of <c>x-routing-id</c> on every call. Juspay wants the same value for the same customer every time.
    /// </summary>
    public required string RoutingId { get; init; }

    /// <summary>The preferred gateway; null for Juspay's choice.</summary>
    public string? Gateway { get; init; }

    /// <summary>The amount of the penny drop in INR, above 0.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The URL of the signed webhook, exactly as given; null when the caller gave no URL.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>The caller's own pairs, echoed in every response.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names ids only: the string may reach a log.</summary>
    public override string ToString() => $"{CustomerId} {CustomerAccountId}";
}
