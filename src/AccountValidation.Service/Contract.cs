using AccountValidation.Service.Api;
using AccountValidation.Service.Api.Notifications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace AccountValidation.Service;

/// <summary>Serves the contract without the management API, for both hosts.</summary>
public static class Contract
{
    /// <summary>Adds all that comes before the contract's routes, and the policies of <see cref="Access"/>.</summary>
    public static IApplicationBuilder UseContract(this IApplicationBuilder app, IConfiguration configuration) =>
        app.UseForwardedPrefix(configuration).UseErrors().UseHeadAsGet().UseRouting().UseAuthorization();

    /// <summary>Maps health, validations, notifications and the document.</summary>
    public static IEndpointRouteBuilder MapContract(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHealth().MapValidationsApi().MapNotifications().MapApiDocument();

    // Turns every error that no route handles into problem details, whatever the client accepts.
    private static IApplicationBuilder UseErrors(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                StatusCodeSelector = exception =>
                    exception is BadHttpRequestException bad
                        ? bad.StatusCode
                        : StatusCodes.Status500InternalServerError,
            });

        // The default handler would send plain text to a client that did not ask for JSON.
        return app.UseStatusCodePages(context =>
            Results.Problem(statusCode: context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }
}
