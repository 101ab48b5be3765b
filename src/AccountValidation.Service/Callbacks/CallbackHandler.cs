using AccountValidation.Service.Http;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// Connects to receivers. For each connection the handler resolves the name once, checks those addresses and connects
/// to them. A second look-up, whose result might differ, never happens.
/// </summary>
internal static class CallbackHandler
{
    private const int MaxResponseHeaders = 16; // KiB
    private static readonly TimeSpan PooledConnectionLifetime = TimeSpan.FromMinutes(2);
    // Idle connections to hundreds of receivers must not use up the process's sockets.
    private static readonly TimeSpan PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Creates the handler. The handler follows no redirect and uses no proxy, because a proxy would resolve the name
    /// itself.
    /// </summary>
    /// <param name="settings">Holds the time-out, which also bounds connecting.</param>
    /// <param name="policy">Decides where callbacks may go.</param>
    /// <param name="race">Resolves names and connects.</param>
    public static SocketsHttpHandler Create(
        CallbackSettings settings, CallbackAddressPolicy policy, AddressRace race) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = settings.Timeout,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context, policy, race, cancellationToken),
            MaxResponseHeadersLength = MaxResponseHeaders,
            PooledConnectionLifetime = PooledConnectionLifetime,
            PooledConnectionIdleTimeout = PooledConnectionIdleTimeout,
            ResponseDrainTimeout = TimeSpan.Zero,
        };

    // One forbidden address forbids the name, because the race, not the policy, chooses among the addresses.
    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CallbackAddressPolicy policy,
        AddressRace race,
        CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await race.ResolveAsync(host, cancellationToken);
        return policy.MayUseScheme(context.InitialRequestMessage.RequestUri) && addresses.All(policy.MayConnectTo)
            ? await race.ConnectAsync(addresses, port, cancellationToken)
            : throw new AddressNotAllowedException();
    }
}
