using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>One exchange over a bare socket, to send requests that no HTTP client sends.</summary>
internal static class RawHttp
{
    /// <summary>
    /// Sends a request with these header lines unchanged; each character up to U+00FF becomes one byte.
    /// </summary>
    public static Task<RawAnswer> SendAsync(
        Uri address, string method, string target, params IEnumerable<string> headers)
    {
        var lines = string.Concat(headers.Select(header => header + "\r\n"));
        return SendAsync(
            address,
            $"{method} {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n{lines}\r\n");
    }

    /// <summary>Sends these characters, and reads until the connection closes.</summary>
    public static async Task<RawAnswer> SendAsync(Uri address, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, TestContext.Current.CancellationToken).Soon();
        return RawAnswer.Read(Encoding.Latin1.GetString(answer.ToArray()));
    }
}

/// <summary>A response.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The whole response, from the status line to the last byte.</param>
internal sealed record RawAnswer(int Status, string Text)
{
    public static RawAnswer Read(string text) =>
        new(int.Parse(text.Split(' ', 3)[1], CultureInfo.InvariantCulture), text);

    /// <summary>True when nothing follows the headers.</summary>
    public bool HasNoBody => Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) == Text.Length - 4;
}
