using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>How a request proves who sends it.</summary>
internal static class Keys
{
    private const string Header = "functionsKey";
    private const string Parameter = "functionsKeyParameter";

    public static IReadOnlyDictionary<string, OpenApiSecurityScheme> Schemes { get; } = new Dictionary<string, OpenApiSecurityScheme>
    {
        [Header] = new()
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = KeyRing.HeaderName,
            Description = "A caller's key or an operator's key; the management API takes operators' keys only. "
                + "When this header is present, the query parameter `code` is not looked at.",
        },
        [Parameter] = new()
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Query,
            Name = KeyRing.ParameterName,
            Description = "The same key as a query parameter, percent-encoded. Prefer the header: addresses end up in logs.",
        },
    };

    /// <summary>One of the two ways to send a key.</summary>
    public static IList<OpenApiSecurityRequirement> Required(OpenApiDocument document) =>
    [
        new() { [new OpenApiSecuritySchemeReference(Header, document)] = [] },
        new() { [new OpenApiSecuritySchemeReference(Parameter, document)] = [] },
    ];
}
