using System.IO.Compression;
using AccountValidation.Service.Http;

namespace AccountValidation.Service.Juspay;

/// <summary>
/// Unpacks a response that some gateways compress although the service did not ask for compression. The unpacker works
/// on bytes that were read, and never throws because of the bytes.
/// </summary>
internal static class PackedBody
{
    private const int MostLayers = 2; // Each layer may cost up to the bound, and a body may unpack to itself.
    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];
    private static ReadOnlySpan<byte> Preamble => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// The unpacked body, at most <paramref name="bound"/> bytes; <see cref="BoundedBody.IsWhole"/> is false for a
    /// larger body. A body in no known compression is returned unchanged, whatever the header says.
    /// </summary>
    /// <param name="body">The body as received.</param>
    /// <param name="codings">The values of <c>Content-Encoding</c>. The first two bytes identify gzip, too (RFC
    /// 1952).</param>
    /// <param name="bound">The most bytes of the unpacked body.</param>
    /// <param name="cancellationToken">Cancels the unpacking.</param>
    public static async Task<BoundedBody> UnpackAsync(
        BoundedBody body, IEnumerable<string> codings, int bound, CancellationToken cancellationToken)
    {
        foreach (var coding in codings.Reverse().Take(MostLayers))
        {
            body = await OpenAsync(body, coding, bound, cancellationToken) ?? body;
        }

        return body.Bytes.Span.StartsWith(Gzip)
            ? await OpenAsync(body, "gzip", bound, cancellationToken) ?? body
            : body;
    }

    private static async Task<BoundedBody?> OpenAsync(
        BoundedBody body, string coding, int bound, CancellationToken cancellationToken)
    {
        if (!body.IsWhole || IsJsonObject(body.Bytes.Span))
        {
            return null;
        }

        foreach (var open in OpenersOf(coding))
        {
            try
            {
                await using var stream = open(new MemoryStream(body.Bytes.ToArray()));
                return await BoundedBody.ReadAsync(stream, bound, cancellationToken);
            }
            catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException or IOException)
            {
                // The body is packed otherwise. Gzip throws InvalidDataException, Brotli InvalidOperationException, and
                // zlib IOException.
            }
        }

        return null;
    }

    // "deflate" means zlib (RFC 9110, section 8.4.1.2), but some servers send raw deflate.
    private static Func<Stream, Stream>[] OpenersOf(string coding) => coding.ToUpperInvariant() switch
    {
        "GZIP" or "X-GZIP" => [packed => new GZipStream(packed, CompressionMode.Decompress)],
        "DEFLATE" =>
        [
            packed => new ZLibStream(packed, CompressionMode.Decompress),
            packed => new DeflateStream(packed, CompressionMode.Decompress),
        ],
        "BR" => [packed => new BrotliStream(packed, CompressionMode.Decompress)],
        _ => [],
    };

    // No packed body begins like this. A decompressor must not try to unpack a plain response.
    private static bool IsJsonObject(ReadOnlySpan<byte> bytes) =>
        (bytes.StartsWith(Preamble) ? bytes[Preamble.Length..] : bytes).TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}
