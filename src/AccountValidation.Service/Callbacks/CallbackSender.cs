using System.Net.Sockets;
using AccountValidation.Core;
using AccountValidation.Service.Http;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// Sends a signed delivery once. Everything that the receiver does becomes one <see cref="ReceiverAnswer"/>. The sender
/// reads only the status and <c>Retry-After</c> of a response, never its body.
/// </summary>
/// <param name="http">A client over a <see cref="CallbackHandler"/>.</param>
/// <param name="policy">Decides at each attempt whether the URL is still allowed, because the operator may have changed
/// the settings.</param>
/// <param name="settings">Holds the time-out of an attempt.</param>
/// <param name="timeProvider">Measures the time-out.</param>
/// <param name="wallClock">Reads a date in <c>Retry-After</c>.</param>
public sealed class CallbackSender(
    HttpClient http,
    CallbackAddressPolicy policy,
    CallbackSettings settings,
    TimeProvider timeProvider,
    WallClock wallClock)
{
    /// <summary>Sends the delivery. Throws only when the caller cancels.</summary>
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

        // The client throws a bare SocketException or IOException when a new connection breaks at once.
        HttpRequestException or SocketException or IOException => ReceiverErrors.ConnectionFailed,
        _ => null,
    };

    // Resolving 0.0.0.0 or [::] throws the ArgumentException.
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
        if (Spans.TraceParent is { } traceParent)
        {
            message.Headers.TryAddWithoutValidation("traceparent", traceParent);
        }

        return message;
    }
}
