using AccountValidation.Service.Http;

namespace AccountValidation.Service.Juspay;

/// <summary>The connections to Juspay, or to the proxy on the way.</summary>
internal static class JuspayHandler
{
    private static readonly TimeSpan PooledConnectionLifetime = TimeSpan.FromMinutes(5); // follows a change of DNS
    private static readonly TimeSpan PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20); // below usual gateways'

    /// <summary>Creates the handler. It neither redirects nor retries, nor asks for a compressed answer.</summary>
    public static SocketsHttpHandler Create(JuspaySettings settings, AddressRace race) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !settings.BaseUrl.IsLoopback, // it would see the key of a plain http call, and has another loopback
        ConnectTimeout = settings.Timeout,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var addresses = await race.ResolveAsync(context.DnsEndPoint.Host, cancellationToken);
            return await race.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
        },
        MaxConnectionsPerServer = settings.MaxConcurrentCalls,
        PooledConnectionLifetime = PooledConnectionLifetime,
        PooledConnectionIdleTimeout = PooledConnectionIdleTimeout,
    };
}
