using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>The headers of the management API's answers.</summary>
internal static class ManagementHeaders
{
    public const string Continuation = "x-ms-continuation-token";

    /// <summary>Of the answer that an instance is under way.</summary>
    public static IReadOnlyDictionary<string, IOpenApiHeader> Poll { get; } = new Dictionary<string, IOpenApiHeader>
    {
        ["Location"] = new OpenApiHeader
        {
            Required = true,
            Description = "Where to ask again: the absolute URL of this very request, with its query as it was sent, but without a key. On Azure with the key.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" },
            Example = "https://validation.example" + ManagementLinks.BasePath + "/instances/" + Examples.Id,
        },
        ["Retry-After"] = new OpenApiHeader
        {
            Required = true,
            Description = "In how many seconds.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
            Example = 5,
        },
    };

    /// <summary>Of a page.</summary>
    public static IReadOnlyDictionary<string, IOpenApiHeader> Page { get; } = new Dictionary<string, IOpenApiHeader>
    {
        [Continuation] = new OpenApiHeader
        {
            Description = "Continues the list: send it back as a request header of the same name. Absent on the last page.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };

    /// <summary>Of the answer that no operator's key was sent.</summary>
    public static IReadOnlyDictionary<string, IOpenApiHeader> Challenge { get; } = new Dictionary<string, IOpenApiHeader>
    {
        ["WWW-Authenticate"] = new OpenApiHeader
        {
            Required = true,
            Description = "How to show who asks: an operator's key in that header. On Azure `Bearer`, as the Functions host answers; a bearer token opens nothing.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [KeyRing.Challenge, "Bearer"] },
        },
    };
}
