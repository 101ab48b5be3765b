using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;

namespace AccountValidation.Service.Api;

/// <summary>
/// Lets links begin with the path under which a proxy publishes this service. The proxy sends the path in
/// <c>X-Forwarded-Prefix</c>.
/// </summary>
public static partial class ForwardedPrefix
{
    private const string Switch = "FORWARDEDHEADERS_ENABLED";

    /// <summary>
    /// Trusts the header when <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> is <c>true</c>. By that switch ASP.NET Core
    /// itself trusts <c>X-Forwarded-Proto</c>, but not this header.
    /// </summary>
    public static IApplicationBuilder UseForwardedPrefix(this IApplicationBuilder app, IConfiguration configuration)
    {
        if (
            !bool.TryParse(configuration[Switch] ?? configuration["ASPNETCORE_" + Switch], out var isEnabled)
            || !isEnabled)
        {
            return app;
        }

        app.Use(
            (context, next) =>
            {
                if (
                    !context
                        .Request.Headers[ForwardedHeadersDefaults.XForwardedPrefixHeaderName]
                        .All(prefix => prefix is not null && Prefix().IsMatch(prefix)))
                {
                    context.Request.Headers.Remove(ForwardedHeadersDefaults.XForwardedPrefixHeaderName);
                }

                return next(context);
            });
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedPrefix };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        return app.UseForwardedHeaders(options);
    }

    // Several proxies separate their prefixes by commas. The pattern refuses a prefix that turns a path into another
    // host, such as //evil.example.
    [GeneratedRegex(
        @"^(/[A-Za-z0-9._~-]+)+/?(,\s*(/[A-Za-z0-9._~-]+)+/?)*$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();
}
