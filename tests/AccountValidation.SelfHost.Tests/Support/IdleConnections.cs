using System.Net;
using System.Net.Sockets;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>Connections to the program from a client without any key.</summary>
internal sealed class IdleConnections : IDisposable
{
    private readonly List<Socket> _sockets = [];

    /// <summary>Opens connections, and sends nothing.</summary>
    public static async Task<IdleConnections> OpenAsync(Uri address, int count)
    {
        var idle = new IdleConnections();
        for (var number = 0; number < count; number++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            idle._sockets.Add(socket);
            await socket.ConnectAsync(
                new IPEndPoint(IPAddress.Loopback, address.Port), TestContext.Current.CancellationToken);
        }

        return idle;
    }

    /// <summary>The number of connections that the program holds open.</summary>
    public int Open => _sockets.Count(socket => !HasEnded(socket));

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private static bool HasEnded(Socket socket)
    {
        try
        {
            return socket.Poll(TimeSpan.Zero, SelectMode.SelectRead) && socket.Receive(new byte[1]) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
