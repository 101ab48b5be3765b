using System.Net.Sockets;
using AccountValidation.Core;
using AccountValidation.Service.Http;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// Sends one signed delivery once. Whatever the receiver does becomes one <see cref="ReceiverAnswer"/>; only the status
/// and <c>Retry-After</c> of its answer are read, never its body.
/// </summary>
/// <param name="http">A client over a <see cref="CallbackHandler"/>.</param>
/// <param name="policy">Where callbacks may go. It is asked again at each attempt: what the operator allows may have
/// changed.</param>
/// <param name="settings">How callers are called back.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="wallClock">The real time of day.</param>
public sealed class CallbackSender(
    HttpClient http,
    CallbackAddressPolicy policy,
    CallbackSettings settings,
    TimeProvider timeProvider,
    WallClock wallClock)
{
    /// <summary>Sends it. Throws only when the caller cancels.</summary>
    public async Task<ReceiverAnswer> SendAsync(SignedDelivery delivery, CancellationToken cancellationToken)
    {
        if (policy.WhyNotSent(delivery.Payload.Url.OriginalString) is not null)
        {
            return new(null, ReceiverErrors.AddressNotAllowed);
        }

        using var timer = new CancellationTokenSource(settings.Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        using var message = MessageOf(delivery);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new((int)response.StatusCode, Error: null, RetryAfter.Read(response.Headers, wallClock));
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

    private static string? ErrorOf(Exception exception) => exception switch
    {
        HttpRequestException { InnerException: { } fault } when IsNotAllowed(fault) => ReceiverErrors.AddressNotAllowed,
        HttpRequestException { InnerException: { } fault } when ConnectFaults.IsUnknownName(fault) =>
            ReceiverErrors.NameNotFound,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => ReceiverErrors.InvalidAnswer,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
            ReceiverErrors.InvalidAnswer,

        // The last two come bare when a connection breaks just after it was established.
        HttpRequestException or SocketException or IOException => ReceiverErrors.ConnectionFailed,
        _ => null,
    };

    // The look-up of 0.0.0.0 and [::] throws the second.
    private static bool IsNotAllowed(Exception fault) =>
        fault is AddressNotAllowedException or ArgumentException { ParamName: "hostName" };

    private static HttpRequestMessage MessageOf(SignedDelivery delivery)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, delivery.Payload.Url)
        {
            Content = new ReadOnlyMemoryContent(delivery.Payload.Body),
        };
        message.Content.Headers.ContentType = new("application/json");
        message.Headers.UserAgent.Add(ServiceVersion.UserAgent);
        message.Headers.TryAddWithoutValidation("webhook-id", delivery.Payload.MessageId);
        message.Headers.TryAddWithoutValidation("webhook-timestamp", delivery.Timestamp);
        message.Headers.TryAddWithoutValidation("webhook-signature", delivery.Signature);
        return message;
    }
}
