using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AccountValidation.Service.Tests;

/// <summary>What a <see cref="SocketServer"/> does once it has a whole request.</summary>
internal enum Reaction
{
    Close,
    Reset,
    AnswerAndClose,
    AnswerAndKeepOpen,
}

/// <summary>
/// A server of bare sockets that can misbehave as no web server does. It reads each request whole, reacts to the n-th as
/// the n-th reaction says, to every further one as the last says, and counts connections and requests.
/// </summary>
internal sealed class SocketServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _requests = [];
    private readonly Lock _lock = new();
    private readonly byte[] _answer;
    private readonly Reaction[] _reactions;
    private readonly Task _accepting;
    private int _connections;

    public SocketServer(string answer, params Reaction[] reactions)
    {
        (_answer, _reactions) = (Encoding.Latin1.GetBytes(answer), reactions);
        _listener.Start();
        Address = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The request lines, in the order they came.</summary>
    public IReadOnlyList<string> Requests => [.. Texts.Select(text => text.Split("\r\n")[0])];

    /// <summary>The requests from the first byte to the last, in the order they came; each byte is one character.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Watches for a while: true when a request came beyond those expected.</summary>
    public async Task<bool> GetsMoreThanAsync(int requests)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMilliseconds(300))
        {
            if (Requests.Count > requests)
            {
                return true;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return false;
    }

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
            var stream = client.GetStream();
            while (await ReadRequestAsync(stream) is { } request)
            {
                var reaction = Note(request);
                if (reaction is Reaction.AnswerAndKeepOpen or Reaction.AnswerAndClose)
                {
                    await stream.WriteAsync(_answer, _stop.Token);
                }

                if (reaction == Reaction.Reset)
                {
                    client.LingerState = new(enable: true, seconds: 0);
                }

                if (reaction != Reaction.AnswerAndKeepOpen)
                {
                    return;
                }
            }
        }
    }

    private Reaction Note(string request)
    {
        lock (_lock)
        {
            _requests.Add(request);
            return _reactions[Math.Min(_requests.Count, _reactions.Length) - 1];
        }
    }

    // Reads head and body to the last byte; null when the client closed.
    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(text.ToString()))
        {
            var length = await stream.ReadAsync(buffer, _stop.Token);
            if (length == 0)
            {
                return null;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, length));
        }

        return text.ToString();
    }

    private static bool IsWhole(string text)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return false;
        }

        const string Name = "\r\nContent-Length: ";
        var at = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        var length = at < 0 ? 0 : int.Parse(text[(at + Name.Length)..].Split("\r\n")[0], CultureInfo.InvariantCulture);
        return text.Length >= head + 4 + length;
    }
}
