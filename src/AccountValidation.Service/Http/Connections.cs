using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace AccountValidation.Service.Http;

/// <summary>Resolves and connects on this machine's network.</summary>
internal static class Connections
{
    /// <inheritdoc cref="ResolveName"/>
    public static Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Dns.GetHostAddressesAsync(host, cancellationToken);

    /// <inheritdoc cref="OpenConnection"/>
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns the socket, or the catch disposes it.")]
    public static async Task<Stream> OpenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true; // The HTTP client sets the same option on its own sockets.
            await socket.ConnectAsync(endPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
