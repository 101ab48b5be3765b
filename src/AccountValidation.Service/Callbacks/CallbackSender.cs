using System.Net.Sockets;
using System.Security.Authentication;
using AccountValidation.Core;
using AccountValidation.Service.Http;
using Microsoft.Security.AntiSSRF;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// Sends one signed delivery once. Whatever the receiver does becomes one <see cref="ReceiverAnswer"/>; only the status
/// and <c>Retry-After</c> of its answer are read, never its body.
/// </summary>
/// <param name="http">A client over the handler of <see cref="CallbackAddressPolicy.CreateHandler"/>.</param>
/// <param name="policy">Where callbacks may go. It is asked again at each attempt: what the operator allows may have changed.</param>
/// <param name="settings">How callers are called back.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class CallbackSender(HttpClient http, CallbackAddressPolicy policy, CallbackSettings settings, TimeProvider timeProvider)
{
    /// <summary>Sends it. Throws only when the caller cancels.</summary>
    public async Task<ReceiverAnswer> SendAsync(SignedDelivery delivery, CancellationToken cancellationToken)
    {
        if (policy.FaultOf(delivery.Payload.Url.OriginalString) is not null)
        {
            return new(null, ReceiverErrors.AddressNotAllowed);
        }

        using var timer = new CancellationTokenSource(settings.Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        using var message = MessageOf(delivery);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new((int)response.StatusCode, Error: null, RetryAfter.Read(response.Headers, timeProvider));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, ReceiverErrors.TimeOut);
        }
        catch (Exception exception) when (ErrorOf(exception) is not null)
        {
            return new(null, ErrorOf(exception));
        }
    }

    // The address policy's handler resolves names and connects itself, so socket and TLS errors come bare; for 0.0.0.0 and [::]
    // it throws ArgumentException (Microsoft.Security.AntiSSRF 1.0.1).
    private static string? ErrorOf(Exception exception) => exception switch
    {
        AntiSSRFException or ArgumentException { ParamName: "hostName" } => ReceiverErrors.AddressNotAllowed,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => ReceiverErrors.NameNotFound,
        SocketException or IOException or AuthenticationException => ReceiverErrors.ConnectionFailed,
        HttpRequestException { InnerException: AntiSSRFException } => ReceiverErrors.AddressNotAllowed,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => ReceiverErrors.NameNotFound,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
            ReceiverErrors.InvalidAnswer,
        HttpRequestException => ReceiverErrors.ConnectionFailed,
        _ => null,
    };

    private static HttpRequestMessage MessageOf(SignedDelivery delivery)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, delivery.Payload.Url) { Content = new ReadOnlyMemoryContent(delivery.Payload.Body) };
        message.Content.Headers.ContentType = new("application/json");
        message.Headers.UserAgent.Add(new("AccountValidation", null));
        message.Headers.TryAddWithoutValidation("webhook-id", delivery.Payload.MessageId);
        message.Headers.TryAddWithoutValidation("webhook-timestamp", delivery.Timestamp);
        message.Headers.TryAddWithoutValidation("webhook-signature", delivery.Signature);
        return message;
    }
}
