using AccountValidation.Service.Api;
using Scalar.AspNetCore;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>The interactive API page: shows the API's document, and sends requests to this host.</summary>
internal static class ApiPage
{
    private const string Path = "/scalar";

    /// <summary>
    /// Maps <c>/scalar</c>. The program serves the whole page: it loads no font, script or service from elsewhere.
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
