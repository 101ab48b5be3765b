using System.Net.Sockets;
using System.Text;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Http;
using AccountValidation.Service.Telemetry;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Juspay;

/// <summary>
/// Makes the two calls of Juspay's API that a validation needs. Every result becomes one <see cref="JuspayReply"/>. The
/// client throws only when the caller cancels, or when this program has a bug.
/// </summary>
/// <param name="http">An HTTP client whose handler neither follows redirects nor retries.</param>
/// <param name="settings">Hold the address, credentials, time-out and form names.</param>
/// <param name="timeProvider">Measures the time-out and the duration of a call.</param>
/// <param name="wallClock">Reads a date in <c>Retry-After</c>.</param>
/// <param name="logger">Logs ids and results, never account details.</param>
public sealed partial class JuspayClient(
    HttpClient http,
    JuspaySettings settings,
    TimeProvider timeProvider,
    WallClock wallClock,
    ILogger<JuspayClient> logger)
{
    private volatile string? _apiKey = settings.ApiKey;

    /// <summary>The Juspay that the client calls, and the merchant id of its calls.</summary>
    public JuspayIdentity Identity { get; } = new(settings.BaseUrl.AbsoluteUri, settings.MerchantId);

    /// <summary>The host of that Juspay.</summary>
    public string Host => settings.BaseUrl.Host;

    /// <summary>Replaces the API key from now on.</summary>
    public void UseKey(JuspaySettings settings) => _apiKey = settings.ApiKey;

    /// <summary>Reads the customer account. The call moves no money.</summary>
    public async Task<JuspayReply> GetAccountAsync(ValidationRequest request, CancellationToken cancellationToken)
    {
        using var message = NewMessage(HttpMethod.Get, request, action: "");
        return await SendAsync(message, request, cancellationToken);
    }

    /// <summary>
    /// Drops the penny. The request always has a body. <see cref="SocketsHttpHandler"/> repeats a request without a
    /// body when a kept-alive connection turns out to be closed. But the handler never repeats a request whose body it
    /// has begun to send.
    /// </summary>
    /// <param name="request">The account, the amount and the gateway.</param>
    /// <param name="mayLeave">Called on the open connection right before the request is written. False sends
    /// nothing.</param>
    /// <param name="cancellationToken">Cancels the wait for the response. Juspay may have dropped the penny
    /// already.</param>
    public async Task<JuspayReply> DropPennyAsync(
        ValidationRequest request, Func<bool> mayLeave, CancellationToken cancellationToken)
    {
        using var message = NewMessage(HttpMethod.Post, request, action: "/validate");
        using var form = new FormUrlEncodedContent(FormOf(request));
        message.Content = new HeldContent(form, mayLeave);
        return await SendAsync(message, request, cancellationToken);
    }

    private IEnumerable<KeyValuePair<string, string>> FormOf(ValidationRequest request)
    {
        yield return new(settings.AmountParameter, Projection.AmountText(request.Amount));
        if (request.Gateway is { } gateway)
        {
            yield return new(settings.GatewayParameter, gateway);
        }
    }

    private HttpRequestMessage NewMessage(HttpMethod method, ValidationRequest request, string action)
    {
        var path =
            $"customers/{Uri.EscapeDataString(request.CustomerId)}/customer-accounts/"
            + $"{Uri.EscapeDataString(request.CustomerAccountId)}{action}";
        var message = new HttpRequestMessage(method, new Uri(settings.BaseUrl, path));
        message.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(_apiKey + ":")));
        message.Headers.Accept.Add(new("application/json"));
        message.Headers.UserAgent.Add(ServiceVersion.UserAgent);
        message.Headers.TryAddWithoutValidation("x-routing-id", request.RoutingId);
        if (settings.MerchantId is { } merchant)
        {
            message.Headers.TryAddWithoutValidation("x-merchantid", merchant);
        }

        return message;
    }

    private async Task<JuspayReply> SendAsync(
        HttpRequestMessage message, ValidationRequest request, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(settings.Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var began = timeProvider.GetTimestamp();
        var (status, requestId, reply) = await ExchangeAsync(
            message, request.CustomerAccountId, either.Token, cancellationToken);
        var took = timeProvider.GetElapsedTime(began).TotalMilliseconds;
        LogCall(message.Method.Method, status, reply.GetType().Name, requestId, took);
        return reply;
    }

    private async Task<(int? Status, string? RequestId, JuspayReply Reply)> ExchangeAsync(
        HttpRequestMessage message, string accountId, CancellationToken either, CancellationToken callers)
    {
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either);
            var (body, fault) = await ReadBodyAsync(response, either, callers);
            var wait = RetryAfter.Read(response.Headers, wallClock);
            var reply = ReplyReader.Read(accountId, (int)response.StatusCode, body, fault, wait);
            return ((int)response.StatusCode, RequestIdOf(response), reply);
        }
        catch (HeldBackException)
        {
            return (null, null, new JuspayReply.NotAccepted(ReplyCauses.SendTimeOver));
        }
        catch (HttpRequestException exception)
        {
            return (null, null, TransportFault.Read(exception));
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            // The client throws a bare exception when a connection has just broken and the client reads its socket
            // (HttpConnectionPool.ConnectAsync in .NET 10).
            return (null, null, new JuspayReply.Unclear(ReplyCauses.ConnectionBroken));
        }
        catch (OperationCanceledException) when (!callers.IsCancellationRequested)
        {
            return (null, null, new JuspayReply.Unclear(ReplyCauses.TimeOut));
        }
    }

    private static async Task<(BoundedBody? Body, string Fault)> ReadBodyAsync(
        HttpResponseMessage response, CancellationToken either, CancellationToken callers)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(either);
            var body = await BoundedBody.ReadAsync(stream, ReplyReader.MaxBodyLength, either);
            var codings = response.Content.Headers.ContentEncoding;
            return (await PackedBody.UnpackAsync(body, codings, ReplyReader.MaxBodyLength, either), "");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (null, ReplyCauses.ConnectionBroken);
        }
        catch (OperationCanceledException) when (!callers.IsCancellationRequested)
        {
            return (null, ReplyCauses.TimeOut);
        }
    }

    private static string? RequestIdOf(HttpResponseMessage response)
    {
        const int MaxLength = 64;
        var id = response.Headers.TryGetValues("x-request-id", out var values) ? values.FirstOrDefault() : null;
        return
            id is { Length: <= MaxLength }
            && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? id
            : null;
    }

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "Juspay {Method}: HTTP {Status}, {Reply}, x-request-id {RequestId}, {Milliseconds:0} ms")]
    private partial void LogCall(string method, int? status, string reply, string? requestId, double milliseconds);
}
