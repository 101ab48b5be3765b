using Microsoft.OpenApi;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>How a request proves who sends it.</summary>
internal static class Keys
{
    private const string Header = "functionsKey";

    public static IReadOnlyDictionary<string, OpenApiSecurityScheme> Schemes { get; } = new Dictionary<string, OpenApiSecurityScheme>
    {
        [Header] = new()
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = KeyRing.HeaderName,
            Description = "A caller's key or an operator's key; the management API takes operators' keys only. "
                + "Where no header can be sent, the query parameter `code` takes the same key, percent-encoded; addresses end up in logs. It is not looked at when the header is present.",
        },
    };

    /// <summary>A key, in the header: a client that is generated from the document puts none into an address.</summary>
    public static IList<OpenApiSecurityRequirement> Required(OpenApiDocument document) => [new() { [new OpenApiSecuritySchemeReference(Header, document)] = [] }];
}
