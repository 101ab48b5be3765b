using AccountValidation.Service.Http;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// The connections to receivers. Each has one look-up, whose addresses are checked and connected to, so that no second
/// look-up can be answered otherwise.
/// </summary>
internal static class CallbackHandler
{
    private const int MaxResponseHeaders = 16; // KiB
    private static readonly TimeSpan PooledConnectionLifetime = TimeSpan.FromMinutes(2);
    // Hundreds of receivers must not keep the process's sockets.
    private static readonly TimeSpan PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Creates the handler. It follows no redirect and asks no proxy, which would look the name up.</summary>
    /// <param name="settings">How callers are called back.</param>
    /// <param name="policy">Where callbacks may go.</param>
    /// <param name="race">Looks names up and connects.</param>
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

    // One forbidden address forbids the name: whoever put it there does not choose which of them is tried.
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
