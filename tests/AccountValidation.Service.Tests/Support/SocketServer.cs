using System.Globalization;

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
/// A <see cref="RawServer"/> that reads each request whole, head and body. The n-th reaction follows the n-th request,
/// the last reaction every further request.
/// </summary>
internal sealed class SocketServer : IAsyncDisposable
{
    private readonly RawServer _server;
    private readonly List<string> _requests = [];
    private readonly Lock _lock = new();
    private readonly string _answer;
    private readonly Reaction[] _reactions;

    public SocketServer(string answer, params Reaction[] reactions)
    {
        (_answer, _reactions) = (answer, reactions);
        _server = new(ServeAsync);
    }

    public Uri Address => _server.Address;

    public int Connections => _server.Connections;

    /// <summary>The request lines, in the order they came.</summary>
    public IReadOnlyList<string> Requests => [.. Texts.Select(text => text.Split("\r\n")[0])];

    /// <summary>
    /// The requests from the first byte to the last, in the order they came; each byte is one character.
    /// </summary>
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

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(RawConnection connection)
    {
        while (await connection.ReadAsync(IsWhole) is var request && IsWhole(request))
        {
            var reaction = Note(request);
            if (reaction is Reaction.AnswerAndKeepOpen or Reaction.AnswerAndClose)
            {
                await connection.SendAsync(_answer);
            }

            if (reaction == Reaction.Reset)
            {
                connection.Reset();
            }

            if (reaction != Reaction.AnswerAndKeepOpen)
            {
                return;
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
