using System.Buffers;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// Keeps a receiver's URL as the caller wrote it. By default <see cref="Uri"/> decodes <c>%7E</c>, removes <c>..</c>
/// and escapes characters.
/// </summary>
public static class CallbackUrl
{
    // RFC 3986: unreserved and reserved characters, and the percent sign.
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>
    /// True when a string holds only characters that RFC 3986 allows, with two hexadecimal digits after each <c>%</c>.
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
    /// The address of an absolute URL, with path and query as written; a missing path becomes <c>/</c>. A URL that only
    /// an earlier version accepted is sent as that version sent it.
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
