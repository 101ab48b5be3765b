using AccountValidation.Service.Http;

namespace AccountValidation.Service.Juspay;

/// <summary>Connects to Juspay, or to the proxy on the way.</summary>
internal static class JuspayHandler
{
    private static readonly TimeSpan PooledConnectionLifetime = TimeSpan.FromMinutes(5); // Follows changes of DNS.

    // Below the idle time-out of usual gateways.
    private static readonly TimeSpan PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Creates the handler, which neither follows redirects nor retries, nor asks for compressed responses.
    /// </summary>
    public static SocketsHttpHandler Create(JuspaySettings settings, AddressRace race) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !settings.BaseUrl.IsLoopback, // A proxy would see the key in plain http, and has its own loopback.
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
