using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace AccountValidation.Service.Http;

/// <summary>Finds the address under which the sender of a request sees this service.</summary>
public static class RequestAddress
{
    /// <summary>The absolute address of a path of this service, or the path alone when the host is unknown.</summary>
    /// <param name="request">The request. An HTTP/1.0 request may name no host: then the local address of its
    /// connection is used.</param>
    /// <param name="path">The path, below the prefix that a proxy has sent.</param>
    /// <param name="query">The query; empty for none.</param>
    public static string Of(HttpRequest request, PathString path, QueryString query = default)
    {
        var host = request.Host.HasValue ? request.Host : LocalHostOf(request.HttpContext.Connection);
        return host.HasValue
            ? UriHelper.BuildAbsolute(request.Scheme, host, request.PathBase, path, query)
            : UriHelper.BuildRelative(request.PathBase, path, query);
    }

    private static HostString LocalHostOf(ConnectionInfo connection) =>
        connection.LocalIpAddress is { } address
            ? new(
                address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString(), connection.LocalPort)
            : default;
}
