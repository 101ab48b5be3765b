using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.Service.Api.OpenApi;

/// <summary>
/// The API's description as OpenAPI 3.1. It is made of the mapped routes (each carries its description, see
/// <see cref="RouteDocumentation"/>), of the contract's real types and of real answers as examples; nothing in it depends on the
/// host, its address or its settings.
/// </summary>
public static class ApiDocument
{
    /// <summary>Where the document is served, open to all.</summary>
    public const string Path = "/openapi/v1.json";

    private const string Pattern = "/openapi/{documentName}.json";

    /// <summary>Adds what makes the document.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(options => options
        .AddSchemaTransformer<FieldRules>()
        .AddDocumentTransformer<DocumentFrame>()
        .AddDocumentTransformer<Components>()
        .AddDocumentTransformer<ManagementSchemas>());

    /// <summary>Maps <c>/openapi/v1.json</c>.</summary>
    public static IEndpointRouteBuilder MapApiDocument(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi(Pattern);
        return endpoints;
    }
}
