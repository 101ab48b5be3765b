using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AccountValidation.Service.Api;

/// <summary>
/// The API's description as OpenAPI 3.1: <c>docs/openapi.json</c>, which is part of this assembly and the same on every
/// host.
/// </summary>
public static class ApiDocument
{
    /// <summary>Where the document is served, open to all.</summary>
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
