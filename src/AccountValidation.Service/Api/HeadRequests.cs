using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>
/// Answers HEAD as GET, without the body, which the server leaves out by itself (RFC 9110, section 9.3.2).
/// </summary>
public static class HeadRequests
{
    /// <summary>Adds that; it has to stand before the routing.</summary>
    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    });
}
