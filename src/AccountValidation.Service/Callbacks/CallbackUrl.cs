using System.Buffers;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// The address of a receiver, sent as its caller wrote it: <see cref="Uri"/> by itself decodes <c>%7E</c>, removes
/// <c>..</c> and escapes what it does not like.
/// </summary>
public static class CallbackUrl
{
    // RFC 3986: unreserved, reserved, and the sign that begins an escape.
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>
    /// Whether a text holds only what RFC 3986 allows in a URL, with two hexadecimal digits after each <c>%</c>.
    /// </summary>
    public static bool IsWritable(ReadOnlySpan<char> url)
    {
        if (url.ContainsAnyExcept(Allowed))
        {
            return false;
        }

        for (var at = url.IndexOf('%'); at >= 0; at = url.IndexOf('%'))
        {
            if (url.Length < at + 3 || !char.IsAsciiHexDigit(url[at + 1]) || !char.IsAsciiHexDigit(url[at + 2]))
            {
                return false;
            }

            url = url[(at + 3)..];
        }

        return true;
    }

    /// <summary>
    /// The address of an absolute URL: path and query are sent as they stand, after a <c>/</c> where there is no path.
    /// What an earlier version took and this one would refuse is sent as that version sent it.
    /// </summary>
    public static Uri Of(string url)
    {
        if (!IsWritable(url))
        {
            return new(url);
        }

        var asWritten = AsWritten(url);
        return asWritten.PathAndQuery.StartsWith('/') ? asWritten
            : url.IndexOf('?', StringComparison.Ordinal) is > 0 and var query ? AsWritten(url.Insert(query, "/"))
            : new(url);
    }

    private static Uri AsWritten(string url) =>
        new(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
}
