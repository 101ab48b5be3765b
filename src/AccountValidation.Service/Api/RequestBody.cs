using AccountValidation.Service.Http;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>Reads a body up to a bound.</summary>
internal static class RequestBody
{
    /// <summary>
    /// The largest body, in bytes: a request with every field at its longest has less than half of it.
    /// </summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>The body, which must be declared as JSON, or the problem to answer with.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    ) => request.HasJsonContentType() ? await ReadAnyAsync(request, cancellationToken) : (default, Problems.NotJson());

    /// <summary>The body, whatever it is declared as, or the problem to answer with.</summary>
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
