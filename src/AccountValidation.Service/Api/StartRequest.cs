using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountValidation.Service.Api;

/// <summary>A start request as the caller wrote it, checked, before defaults are filled in.</summary>
public sealed record StartRequest
{
    /// <summary>Juspay's id of the customer.</summary>
    public required string CustomerId { get; init; }

    /// <summary>Juspay's id of the customer account.</summary>
    public required string CustomerAccountId { get; init; }

    /// <summary>The <c>x-routing-id</c>; null for the customer id.</summary>
    public string? RoutingId { get; init; }

    /// <summary>The preferred gateway.</summary>
    public string? Gateway { get; init; }

    /// <summary>The amount in INR; null for 1.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Where to call back; null for the configured default.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>The caller's own pairs, sorted by name.</summary>
    public SortedDictionary<string, string> Metadata { get; init; } = new(StringComparer.Ordinal);

    /// <summary>A digest that is equal for equal requests, whatever the order and spacing of their JSON.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, StartRequestJson.Default.StartRequest)));
}

[JsonSerializable(typeof(StartRequest))]
internal sealed partial class StartRequestJson : JsonSerializerContext;
