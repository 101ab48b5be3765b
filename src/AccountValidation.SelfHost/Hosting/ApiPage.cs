using AccountValidation.Service.Api;
using Scalar.AspNetCore;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>The interactive page of the API: reads the document and sends requests to this very host.</summary>
internal static class ApiPage
{
    private const string Path = "/scalar";

    /// <summary>
    /// Maps <c>/scalar</c>. Everything that the page needs comes from this program: no font, script or service of
    /// others.
    /// </summary>
    public static IEndpointRouteBuilder MapApiPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapScalarApiReference(Path, page => page
            .WithTitle("AccountValidation")
            .WithOpenApiRoutePattern(ApiDocument.Path)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools());
        return endpoints;
    }
}
