using AccountValidation.Service.Http;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>Reads the body of a request up to <see cref="MaxLength"/>.</summary>
internal static class RequestBody
{
    /// <summary>
    /// The largest body, in bytes. A start request with every field at its longest has less than half of that.
    /// </summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>The body, which must be declared as JSON, or the problem to respond with.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    ) => request.HasJsonContentType() ? await ReadAnyAsync(request, cancellationToken) : (default, Problems.NotJson());

    /// <summary>The body, whatever its <c>Content-Type</c>, or the problem to respond with.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadAnyAsync(
        HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxLength)
        {
            return (default, Problems.TooLarge(MaxLength));
        }

        var body = await BoundedBody.ReadAsync(request.Body, MaxLength, cancellationToken);
        return body.IsWhole ? (ByteOrderMark.Without(body.Bytes), null) : (default, Problems.TooLarge(MaxLength));
    }
}
