using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountValidation.Service.Intake;

/// <summary>A start request as the caller wrote it, checked, before defaults are filled in.</summary>
public sealed record StartRequest
{
    /// <summary>Juspay's id of the customer. Required.</summary>
    public required string CustomerId { get; init; }

    /// <summary>Juspay's id of the customer account to validate. Required.</summary>
    public required string CustomerAccountId { get; init; }

    /// <summary>
    /// Sent to Juspay as <c>x-routing-id</c>, which must be the same for one customer every time. Left out: what the
    /// account's earlier calls had, else the customer id.
    /// </summary>
    public string? RoutingId { get; init; }

    /// <summary>The gateway that Juspay shall prefer; Juspay's choice when left out.</summary>
    public string? Gateway { get; init; }

    /// <summary>
    /// The amount of the penny drop in INR, a number or its text: more than 0, at most what the operator allows (10
    /// unless configured otherwise), at most two decimals, no exponent. 1 when left out.
    /// </summary>
    public decimal? Amount { get; init; }

    /// <summary>
    /// Where the callback goes: an absolute https URL with a public host, without credentials and fragment, at most
    /// 2048 ASCII characters. The operator may allow http, private addresses, or certain hosts only. Left out: the
    /// configured default; without one nobody is called back.
    /// </summary>
    public string? CallbackUrl { get; init; }

    /// <summary>
    /// The caller's own pairs of texts, at most 20, names of 1 to 64 and values of up to 512 characters (UTF-16 code
    /// units). Echoed in every answer and callback.
    /// </summary>
    public SortedDictionary<string, string> Metadata { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Names ids only: the text may reach a log.</summary>
    public override string ToString() => $"{CustomerId} {CustomerAccountId}";

    /// <summary>A digest that is equal for equal requests, whatever the order and spacing of their JSON.</summary>
    public string Fingerprint() =>
        Convert.ToHexStringLower(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, StartRequestJson.Default.StartRequest)));
}

[JsonSerializable(typeof(StartRequest))]
internal sealed partial class StartRequestJson : JsonSerializerContext;
