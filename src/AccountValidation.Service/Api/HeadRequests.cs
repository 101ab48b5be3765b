using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>Handles HEAD as GET (RFC 9110, section 9.3.2). The server itself leaves the body out.</summary>
public static class HeadRequests
{
    /// <summary>Adds the middleware. Call this method before the routing.</summary>
    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    });
}
