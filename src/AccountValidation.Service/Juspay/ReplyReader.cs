using AccountValidation.Core.Accounts;
using AccountValidation.Service.Http;

namespace AccountValidation.Service.Juspay;

/// <summary>
/// Turns an HTTP response into one reply: who responded, and how. The core decides on the consequences.
/// </summary>
internal static class ReplyReader
{
    /// <summary>
    /// The most bytes that the service reads of a response. A documented response is less than a hundredth of that.
    /// </summary>
    public const int MaxBodyLength = 256 * 1024;

    /// <summary>The reply in a response.</summary>
    /// <param name="accountId">The customer account of the request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body, up to the bound; null when reading failed.</param>
    /// <param name="bodyFault">The reason why reading the body failed.</param>
    /// <param name="retryAfter">The wait that the response asked for, whoever wrote the response.</param>
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

    // Gateways, filters and proxies use these statuses too, some after Juspay has received the request. Only Juspay's
    // own error object proves the fate of a request.
    private static JuspayReply ReadError(int status, BoundedBody? body, TimeSpan? retryAfter) =>
        (status, body is { IsWhole: true } whole ? ErrorBody.Read(whole.Bytes) : null) switch
        {
            (_, null) => new JuspayReply.Unclear(ReplyCauses.NotJuspays(status), retryAfter),
            (429, _) => new JuspayReply.NotAccepted(ReplyCauses.Throttled, retryAfter),
            (401 or 403, { } error) => new JuspayReply.KeyRefused(status, error.Code),
            (_, { } error) => new JuspayReply.Refused(status, error.Code),
        };
}
