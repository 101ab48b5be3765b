using AccountValidation.Core.Accounts;
using AccountValidation.Service.Http;

namespace AccountValidation.Service.Juspay;

/// <summary>Turns a failure below HTTP into one reply.</summary>
internal static class TransportFault
{
    /// <summary>
    /// Only what failed before a connection stood was certainly not sent. A connection that was refused is told from
    /// one that broke by the error that <see cref="HttpRequestException"/> carries.
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
