using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace AccountValidation.Service.Http;

/// <summary>The network of this machine.</summary>
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
            socket.NoDelay = true; // as the HTTP client's own
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
