using AccountValidation.Core.Accounts;
using AccountValidation.Service.Http;

namespace AccountValidation.Service.Juspay;

/// <summary>Turns an HTTP answer into one reply: who answered, and what. What that means is judged elsewhere.</summary>
internal static class ReplyReader
{
    /// <summary>The largest answer that is read, in bytes; a documented one has less than a hundredth of it.</summary>
    public const int MaxBodyLength = 256 * 1024;

    /// <summary>The reply of an answer.</summary>
    /// <param name="accountId">The customer account that was asked about.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body, as far as it was read; null when it broke off.</param>
    /// <param name="bodyFault">Why the body broke off.</param>
    /// <param name="retryAfter">How long the answer asked to wait, whoever wrote it.</param>
    public static JuspayReply Read(
        string accountId, int status, BoundedBody? body, string bodyFault, TimeSpan? retryAfter) =>
        status switch
        {
            200 when body is null => new JuspayReply.Unclear(bodyFault, retryAfter),
            200 when !body.Value.IsWhole => new JuspayReply.Unclear(ReplyCauses.AnswerTooLarge, retryAfter),
            200 => AccountBody.Read(accountId, body.Value.Bytes),
            400 or 401 or 403 or 404 or 422 or 429 => ReadError(status, body, retryAfter),
            _ => new JuspayReply.Unclear(ReplyCauses.Http(status), retryAfter),
        };

    // Gateways, filters and proxies answer with these statuses too, some after Juspay has got the request. Only
    // Juspay's own word settles what became of it.
    private static JuspayReply ReadError(int status, BoundedBody? body, TimeSpan? retryAfter) =>
        (status, body is { IsWhole: true } whole ? ErrorBody.Read(whole.Bytes) : null) switch
        {
            (_, null) => new JuspayReply.Unclear(ReplyCauses.NotJuspays(status), retryAfter),
            (429, _) => new JuspayReply.NotAccepted(ReplyCauses.Throttled, retryAfter),
            (401 or 403, { } error) => new JuspayReply.KeyRefused(status, error.Code),
            (_, { } error) => new JuspayReply.Refused(status, error.Code),
        };
}
