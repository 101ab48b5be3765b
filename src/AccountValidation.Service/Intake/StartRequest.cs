using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountValidation.Service.Intake;

/// <summary>A checked start request as the caller wrote it, without defaults.</summary>
public sealed record StartRequest
{
    /// <summary>Juspay's id of the customer. Required.</summary>
    public required string CustomerId { get; init; }

    /// <summary>Juspay's id of the customer account to validate. Required.</summary>
    public required string CustomerAccountId { get; init; }

    /// <summary>
    /// Sent to Juspay as <c>x-routing-id</c>, which must be the same for one customer every time. When left out, the
    /// service uses the routing id of the account's earlier calls, otherwise the customer id.
    /// </summary>
    public string? RoutingId { get; init; }

    /// <summary>The gateway that Juspay should prefer; when left out, Juspay chooses.</summary>
    public string? Gateway { get; init; }

    /// <summary>
    /// The amount of the penny drop in INR, as a number or a string. More than 0, at most the operator's limit (10 by
    /// default), with at most two decimals and no exponent. 1 when left out.
    /// </summary>
    public decimal? Amount { get; init; }

    /// <summary>
    /// The callback's URL: absolute, https, with a public host, without credentials and fragment, at most 2048 ASCII
    /// characters. The operator may allow http, private addresses, or certain hosts only. When left out, the service
    /// uses the configured default; without a default it sends no callback.
    /// </summary>
    public string? CallbackUrl { get; init; }

    /// <summary>
    /// The caller's own pairs of strings: at most 20, names of 1 to 64 and values of up to 512 characters (UTF-16 code
    /// units). Every response and callback repeats the pairs.
    /// </summary>
    public SortedDictionary<string, string> Metadata { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Shows ids only, because the string may reach a log.</summary>
    public override string ToString() => $"{CustomerId} {CustomerAccountId}";

    /// <summary>A digest that is equal for equal requests, whatever the order and spacing of the JSON.</summary>
    public string Fingerprint() =>
        Convert.ToHexStringLower(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, StartRequestJson.Default.StartRequest)));
}

[JsonSerializable(typeof(StartRequest))]
internal sealed partial class StartRequestJson : JsonSerializerContext;
