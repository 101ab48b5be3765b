using System.IO.Compression;
using AccountValidation.Service.Http;

namespace AccountValidation.Service.Juspay;

/// <summary>
/// Unpacks an answer that was compressed though nobody asked for it, as some gateways do. It works on the bytes that
/// were read, whatever handler brought them, and never throws for what they are.
/// </summary>
internal static class PackedBody
{
    private const int MostLayers = 2; // each costs as much as the bound allows, and a body may unpack to itself
    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];
    private static ReadOnlySpan<byte> Preamble => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// The unpacked body, of at most <paramref name="bound"/> bytes: <see cref="BoundedBody.IsWhole"/> is false when it
    /// has more. The bytes as they stand when they are packed in no way that is known, whatever the header says.
    /// </summary>
    /// <param name="body">The body as it came.</param>
    /// <param name="codings">Its <c>Content-Encoding</c>; gzip is known by its first two bytes, too (RFC 1952).</param>
    /// <param name="bound">The most bytes that are unpacked.</param>
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
                // Not packed this way: gzip says so by the first, Brotli by the second, zlib by the third.
            }
        }

        return null;
    }

    // "deflate" means zlib (RFC 9110, 8.4.1.2); some send what zlib wraps.
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

    // What is packed does not begin so: a decompressor must not be asked to make something of a plain answer.
    private static bool IsJsonObject(ReadOnlySpan<byte> bytes) =>
        (bytes.StartsWith(Preamble) ? bytes[Preamble.Length..] : bytes).TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}
