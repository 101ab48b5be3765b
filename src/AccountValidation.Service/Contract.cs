using AccountValidation.Service.Api;
using AccountValidation.Service.Api.Notifications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AccountValidation.Service;

/// <summary>The whole contract but for the management API, for both hosts.</summary>
public static class Contract
{
    /// <summary>Makes every error that no route answers itself a problem, whatever the caller accepts.</summary>
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

        // Not the default handler, which answers plain text to a caller who did not ask for JSON.
        return app.UseStatusCodePages(context =>
            Results.Problem(statusCode: context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }

    /// <summary>Maps health, validations, notifications and the document.</summary>
    public static IEndpointRouteBuilder MapContract(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHealth().MapValidationsApi().MapNotifications().MapApiDocument();
}
