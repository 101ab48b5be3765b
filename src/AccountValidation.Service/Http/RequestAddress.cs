using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace AccountValidation.Service.Http;

/// <summary>Where the sender of a request finds this service.</summary>
public static class RequestAddress
{
    /// <summary>An absolute address of a path of this service, or the path alone when nothing tells the host.</summary>
    /// <param name="request">The request. One of HTTP/1.0 may name no host: then the address that it came to
    /// counts.</param>
    /// <param name="path">The path, below the prefix that a proxy has told.</param>
    /// <param name="query">The query.</param>
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
