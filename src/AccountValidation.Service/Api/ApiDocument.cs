using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AccountValidation.Service.Api;

/// <summary>
/// Serves the API's description, OpenAPI 3.1. The build embeds <c>docs/openapi.json</c>, so every host serves the same
/// bytes.
/// </summary>
public static class ApiDocument
{
    /// <summary>The document's path. The route needs no key.</summary>
    public const string Path = "/openapi/v1.json";

    private const string Resource = "openapi.json";
    private const string MediaType = "application/json;charset=utf-8";

    /// <summary>Maps <c>/openapi/v1.json</c>.</summary>
    public static IEndpointRouteBuilder MapApiDocument(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, () => Results.Stream(Open(), MediaType));
        return endpoints;
    }

    private static Stream Open() =>
        typeof(ApiDocument).Assembly.GetManifestResourceStream(Resource)
        ?? throw new InvalidOperationException("The build left the API's document out.");
}
