using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The headers of answers.</summary>
internal static class ResponseHeaders
{
    private static readonly KeyValuePair<string, IOpenApiHeader> Location = Of(
        "Location", isRequired: true, "The path of the validation, relative to the address of the service.", Text("uri-reference"), Links.ToValidation(Examples.Id));

    private static readonly KeyValuePair<string, IOpenApiHeader> RetryAfter = Of(
        "Retry-After", isRequired: true, "In how many seconds to ask `Location` again.", new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "600" }, 5);

    private static readonly KeyValuePair<string, IOpenApiHeader> Replayed = Of(
        "Idempotent-Replayed",
        isRequired: false,
        "`true` when the idempotency key was used before and this is the validation of that time; absent otherwise.",
        Word("true"),
        "true");

    private static readonly KeyValuePair<string, IOpenApiHeader> Applied = Of(
        "Preference-Applied",
        isRequired: false,
        "`wait=N` with the seconds that were granted, when the request asked for a wait; absent otherwise.",
        new() { Type = JsonSchemaType.String, Pattern = "^wait=([0-9]|[12][0-9]|30)$" },
        "wait=10");

    /// <summary>Of the answer that a start has settled already.</summary>
    public static IReadOnlyDictionary<string, IOpenApiHeader> StartSettled { get; } = Set(Location, Replayed, Applied);

    /// <summary>Of the answer that a start is accepted.</summary>
    public static IReadOnlyDictionary<string, IOpenApiHeader> StartAccepted { get; } = Set(Location, RetryAfter, Replayed, Applied);

    /// <summary>Of an answer about a validation that has settled.</summary>
    public static IReadOnlyDictionary<string, IOpenApiHeader> Settled { get; } = Set(Location);

    /// <summary>Of an answer that tells when to ask again.</summary>
    public static IReadOnlyDictionary<string, IOpenApiHeader> Accepted { get; } = Set(Location, RetryAfter);

    /// <summary>Of the answer that a start is not possible at the moment.</summary>
    public static IReadOnlyDictionary<string, IOpenApiHeader> NoStart { get; } = Set(Of(
        "Retry-After",
        isRequired: false,
        "With `too-many-unsettled`: in how many seconds to repeat the request.",
        new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "600" },
        30));

    /// <summary>Of an answer about the moment.</summary>
    public static IReadOnlyDictionary<string, IOpenApiHeader> Uncached { get; } =
        Set(Of("Cache-Control", isRequired: true, "Never cached.", Word("no-store"), "no-store"));

    /// <summary>Of the answer that user and password are missing or wrong.</summary>
    public static IReadOnlyDictionary<string, IOpenApiHeader> BasicChallenge { get; } =
        Set(Of("WWW-Authenticate", isRequired: true, "Asks for HTTP Basic.", new() { Type = JsonSchemaType.String, Pattern = "^Basic( |$)" }, "Basic"));

    private static Dictionary<string, IOpenApiHeader> Set(params IEnumerable<KeyValuePair<string, IOpenApiHeader>> headers) => new(headers, StringComparer.Ordinal);

    private static KeyValuePair<string, IOpenApiHeader> Of(string name, bool isRequired, string description, OpenApiSchema schema, JsonNode example) =>
        new(name, new OpenApiHeader { Required = isRequired, Description = description, Schema = schema, Example = example });

    private static OpenApiSchema Text(string format) => new() { Type = JsonSchemaType.String, Format = format };

    private static OpenApiSchema Word(string word) => new() { Type = JsonSchemaType.String, Const = word };
}
