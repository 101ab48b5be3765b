using AccountValidation.Core.Accounts;
using AccountValidation.Service.Http;

namespace AccountValidation.Service.Juspay;

/// <summary>Turns a failure below HTTP into a reply.</summary>
internal static class TransportFault
{
    /// <summary>
    /// Only a request that failed before its connection opened was certainly not sent. The error in <see
    /// cref="HttpRequestException"/> distinguishes a refused connection from a broken connection.
    /// </summary>
    public static JuspayReply Read(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new JuspayReply.NotAccepted(ReplyCauses.NameNotFound),
        HttpRequestError.ProxyTunnelError => new JuspayReply.NotAccepted(ReplyCauses.ProxyRefused),
        HttpRequestError.ConnectionError when ConnectFaults.IsUnknownName(exception.InnerException) =>
            new JuspayReply.NotAccepted(ReplyCauses.NameNotFound),
        HttpRequestError.ConnectionError when ConnectFaults.IsRefusal(exception.InnerException) =>
            new JuspayReply.NotAccepted(ReplyCauses.ConnectionRefused),
        _ => new JuspayReply.Unclear(ReplyCauses.ConnectionBroken),
    };
}
