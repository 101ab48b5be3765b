using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;

namespace AccountValidation.Service.Api;

/// <summary>Lets links begin with the path under which a proxy shows this service, as it tells in <c>X-Forwarded-Prefix</c>.</summary>
public static class ForwardedPrefix
{
    private const string Switch = "FORWARDEDHEADERS_ENABLED";

    /// <summary>
    /// Believes the header where <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> is <c>true</c>: the switch with which ASP.NET Core itself believes <c>X-Forwarded-Proto</c>, but
    /// not this header.
    /// </summary>
    public static IApplicationBuilder UseForwardedPrefix(this IApplicationBuilder app, IConfiguration configuration)
    {
        if (!bool.TryParse(configuration[Switch] ?? configuration["ASPNETCORE_" + Switch], out var isEnabled) || !isEnabled)
        {
            return app;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedPrefix };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        return app.UseForwardedHeaders(options);
    }
}
