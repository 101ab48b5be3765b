using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AccountValidation.Service.Tests;

/// <summary>A server of bare sockets that does on each connection what the test says, however rude.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawConnection, Task> _script;
    private readonly Task _accepting;
    private int _connections;

    public RawServer(Func<RawConnection, Task> script)
    {
        _script = script;
        _listener.Start();
        Address = new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Reads the request, sends an answer and leaves the connection open.</summary>
    public static RawServer Answering(string answer) => new(async connection =>
    {
        await connection.ReadHeadAsync();
        await connection.SendAsync(answer);
        await connection.GoneAsync();
    });

    /// <summary>Reads the request, sends an answer and closes.</summary>
    public static RawServer AnsweringAndClosing(string answer) => new(async connection =>
    {
        await connection.ReadHeadAsync();
        await connection.SendAsync(answer);
    });

    /// <summary>
    /// Reads the request, begins an answer, and goes on with it for ever, as fast as the client takes it.
    /// </summary>
    public static RawServer Endless(string begin, string piece, Action? onGone = null) => new(async connection =>
    {
        await connection.ReadHeadAsync();
        await connection.SendAsync(begin);
        await connection.FloodAsync(piece);
        onGone?.Invoke();
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            Interlocked.Increment(ref _connections);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _script(new(client, _stop.Token));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The client hung up, or the test is over.
            }
        }
    }
}

/// <summary>One connection of a <see cref="RawServer"/>.</summary>
internal sealed class RawConnection(TcpClient client, CancellationToken stop)
{
    private readonly NetworkStream _stream = client.GetStream();

    /// <summary>Reads to the end of the request's head.</summary>
    public Task<string> ReadHeadAsync() => ReadAsync(text => text.Contains("\r\n\r\n", StringComparison.Ordinal));

    /// <summary>Reads until the text is whole, or until the client closes. Each byte is one character.</summary>
    public async Task<string> ReadAsync(Func<string, bool> isWhole)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!isWhole(text.ToString()))
        {
            var length = await _stream.ReadAsync(buffer, stop);
            if (length == 0)
            {
                break;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, length));
        }

        return text.ToString();
    }

    public Task SendAsync(string text) => _stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop).AsTask();

    public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes, stop).AsTask();

    /// <summary>Sends a text again and again until the client hangs up.</summary>
    public async Task FloodAsync(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(text, (16 * 1024 / text.Length) + 1)));
        try
        {
            while (true)
            {
                await _stream.WriteAsync(bytes, stop);
            }
        }
        catch (IOException)
        {
            // It did.
        }
    }

    /// <summary>Ends when the client hangs up.</summary>
    public async Task GoneAsync()
    {
        var buffer = new byte[4096];
        while (await _stream.ReadAsync(buffer, stop) > 0)
        {
        }
    }

    /// <summary>Breaks the connection off.</summary>
    public void Reset() => client.LingerState = new(enable: true, seconds: 0);
}
