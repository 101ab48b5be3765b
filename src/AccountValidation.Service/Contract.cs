using AccountValidation.Service.Api;
using AccountValidation.Service.Api.Notifications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AccountValidation.Service;

/// <summary>Serves the contract without the management API, for both hosts.</summary>
public static class Contract
{
    /// <summary>Turns every error that no route handles into problem details, whatever the client accepts.</summary>
    public static IApplicationBuilder UseContractErrors(this IApplicationBuilder app)
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

    /// <summary>Maps health, validations, notifications and the document.</summary>
    public static IEndpointRouteBuilder MapContract(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHealth().MapValidationsApi().MapNotifications().MapApiDocument();
}
