using AccountValidation.Core.Accounts;
using AccountValidation.Service.Http;

namespace AccountValidation.Service.Juspay;

/// <summary>Turns an HTTP answer of Juspay into one reply: rule 3 of the lifecycle, without judging what it means.</summary>
internal static class ReplyReader
{
    /// <summary>The largest answer that is read, in bytes; a documented one has less than a hundredth of it.</summary>
    public const int MaxBodyLength = 256 * 1024;

    /// <summary>The reply of an answer.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body, as far as it was read; null when it broke off.</param>
    /// <param name="bodyFault">Why the body broke off.</param>
    /// <param name="retryAfter">How long Juspay asked to wait.</param>
    public static JuspayReply Read(int status, BoundedBody? body, string bodyFault, TimeSpan? retryAfter) => status switch
    {
        200 when body is null => new JuspayReply.Unclear(bodyFault, retryAfter),
        200 when !body.Value.IsWhole => new JuspayReply.Unclear(ReplyCauses.AnswerTooLarge, retryAfter),
        200 => AccountBody.Read(body.Value.Bytes),
        400 or 404 or 422 => new JuspayReply.Refused(status, ErrorCodeOf(body)),
        401 or 403 => new JuspayReply.KeyRefused(status, ErrorCodeOf(body)),
        429 => new JuspayReply.NotAccepted(ReplyCauses.Http(status), retryAfter),
        _ => new JuspayReply.Unclear(ReplyCauses.Http(status), retryAfter),
    };

    private static string? ErrorCodeOf(BoundedBody? body) => body is { } read ? ErrorBody.CodeOf(read.Bytes) : null;
}
