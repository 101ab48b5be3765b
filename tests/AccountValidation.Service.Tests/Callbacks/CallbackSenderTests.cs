using AccountValidation.Core;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.Service.Tests.Callbacks;

/// <summary>Real receivers, well-behaved and not.</summary>
public sealed class CallbackSenderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_Delivery_ArrivesByteForByteWithItsHeaders()
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);
        await using var wiring = new Wiring(receiver.Address);
        byte[] body = [.. Samples.Utf8("{\"name\":\"\u00fc\"}"), 0x00, 0xFF];
        var delivery = new CallbackPayload(new(receiver.Address, "hooks?tenant=7"), "msg_1", body).Sign(
            [Samples.Secret], Samples.Now);

        Assert.Equal(new ReceiverAnswer(200), await wiring.Get<CallbackSender>().SendAsync(delivery, Token).InTime());

        var request = Assert.Single(receiver.Received);
        Assert.Equal(("POST", "/hooks?tenant=7"), (request.Method, request.Target));
        Assert.Equal(body, request.Body);
        var expected = new Dictionary<string, string>
        {
            ["Host"] = receiver.Address.Authority,
            ["User-Agent"] = "AccountValidation/" + ServiceVersion.Number,
            ["Content-Type"] = "application/json",
            ["Content-Length"] = body.Length.ToString(provider: null),
            ["webhook-id"] = "msg_1",
            ["webhook-timestamp"] = delivery.Timestamp,
            ["webhook-signature"] = delivery.Signature,
        };
        Assert.Equal(
            expected.OrderBy(header => header.Key, StringComparer.Ordinal),
            request.Headers.OrderBy(header => header.Key, StringComparer.Ordinal));
    }

    // Whoever gave the URL knows what it means: nothing in it is decoded, escaped or taken out.
    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("?a=%7E", "/?a=%7E")]
    [InlineData("/a\\b", "/a/b")] // taken by an earlier version, and sent so
    [InlineData("/%7Etenant/~x/%2F/a/../b//c/./d?x=%7E&y=[1]", "/%7Etenant/~x/%2F/a/../b//c/./d?x=%7E&y=[1]")]
    public async Task SendAsync_AnyUrl_IsCalledAsItIsWritten(string path, string target)
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);
        await using var wiring = new Wiring(receiver.Address);
        var url = CallbackUrl.Of($"http://{receiver.Address.Authority}{path}");

        await wiring
            .Get<CallbackSender>()
            .SendAsync(new CallbackPayload(url, "msg_1", Samples.Utf8("{}")).Sign([Samples.Secret], Samples.Now), Token)
            .InTime();

        Assert.Equal(target, Assert.Single(receiver.Received).Target);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, true)]
    [InlineData(202, true)]
    [InlineData(204, true)]
    [InlineData(304, false)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(410, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task SendAsync_AnyStatus_IsReported(int status, bool isDelivered)
    {
        await using var receiver = await HttpServer.AnsweringAsync(status);

        var answer = await SendAsync(receiver.Address);

        Assert.Equal(new ReceiverAnswer(status), answer);
        Assert.Equal((isDelivered, status == 410), (answer.IsDelivered, answer.IsGone));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task SendAsync_Redirected_IsNotFollowed(int status)
    {
        await using var elsewhere = await HttpServer.AnsweringAsync(200);
        await using var receiver = await HttpServer.AnsweringAsync(
            status, headers: ("Location", elsewhere.Address.ToString()));

        Assert.Equal(new ReceiverAnswer(status), await SendAsync(receiver.Address));
        Assert.Empty(elsewhere.Received);
    }

    [Theory]
    [InlineData("120", 120.0)]
    [InlineData("Sun, 22 Nov 2026 10:05:00 GMT", 300.0)]
    [InlineData("never", null)]
    public async Task SendAsync_ToldToWait_CarriesTheTime(string retryAfter, double? seconds)
    {
        await using var receiver = await HttpServer.AnsweringAsync(503, headers: ("Retry-After", retryAfter));

        Assert.Equal(
            new ReceiverAnswer(503, null, seconds is { } wait ? TimeSpan.FromSeconds(wait) : null),
            await SendAsync(receiver.Address));
    }

    [Fact]
    public async Task SendAsync_EndlessBody_ReadsTheStatusAndHangsUp()
    {
        var hungUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = await HttpServer.StartAsync(async (context, _) =>
        {
            await using var registration = context.RequestAborted.Register(hungUp.SetResult);
            var chunk = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, CancellationToken.None);
            }
        });

        Assert.Equal(new ReceiverAnswer(200), await SendAsync(receiver.Address));
        await hungUp.Task.InTime();
    }

    [Fact]
    public async Task SendAsync_NeverAnswered_TimesOutWhenTheTimeIsOver()
    {
        await using var receiver = await HttpServer.SilentAsync();
        await using var wiring = new Wiring(receiver.Address);

        var call = wiring.Get<CallbackSender>().SendAsync(DeliveryTo(receiver.Address), Token);
        await receiver.ArrivalAsync();
        wiring.Clock.Advance(TimeSpan.FromSeconds(14.999));
        Assert.False(call.IsCompleted);
        wiring.Clock.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Equal(new ReceiverAnswer(null, ReceiverErrors.TimeOut), await call.InTime());
    }

    [Fact]
    public async Task SendAsync_CancelledByItsCaller_Throws()
    {
        await using var receiver = await HttpServer.SilentAsync();
        await using var wiring = new Wiring(receiver.Address);
        using var callers = new CancellationTokenSource();

        var call = wiring.Get<CallbackSender>().SendAsync(DeliveryTo(receiver.Address), callers.Token);
        await receiver.ArrivalAsync();
        await callers.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.InTime());
    }

    [Fact]
    public async Task SendAsync_ConnectionBreaks_IsAFailedConnectionAndSentOnce()
    {
        await using var receiver = new SocketServer("", Reaction.Close);

        Assert.Equal(new ReceiverAnswer(null, ReceiverErrors.ConnectionFailed), await SendAsync(receiver.Address));
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task SendAsync_PortIsClosed_IsAFailedConnection()
    {
        var receiver = new SocketServer("", Reaction.Close);
        await receiver.DisposeAsync();

        Assert.Equal(new ReceiverAnswer(null, ReceiverErrors.ConnectionFailed), await SendAsync(receiver.Address));
    }

    [Fact]
    public async Task SendAsync_NoTlsWhereItIsSpoken_IsAFailedConnection()
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);

        Assert.Equal(
            new ReceiverAnswer(null, ReceiverErrors.ConnectionFailed),
            await SendAsync(new UriBuilder(receiver.Address) { Scheme = "https" }.Uri));
    }

    [Fact]
    public async Task SendAsync_HostIsUnknown_IsNameNotFound()
    {
        await using var wiring = new Wiring(
            Samples.Settings(new("http://127.0.0.1/")) with
            {
                Callbacks = new() { AllowHttp = true },
            });

        Assert.Equal(
            new ReceiverAnswer(null, ReceiverErrors.NameNotFound),
            await wiring.Get<CallbackSender>().SendAsync(DeliveryTo(new("http://x.invalid/")), Token).InTime());
    }

    [Theory]
    [InlineData("no HTTP at all\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    public async Task SendAsync_NotHttp_IsAnInvalidAnswer(string answer)
    {
        await using var receiver = new SocketServer(answer, Reaction.AnswerAndClose);

        Assert.Equal(new ReceiverAnswer(null, ReceiverErrors.InvalidAnswer), await SendAsync(receiver.Address));
    }

    [Fact]
    public async Task SendAsync_HugeHeaders_IsAnInvalidAnswer()
    {
        await using var receiver = await HttpServer.AnsweringAsync(
            200, headers: ("x-huge", new string('x', 20 * 1024)));

        Assert.Equal(new ReceiverAnswer(null, ReceiverErrors.InvalidAnswer), await SendAsync(receiver.Address));
    }

    private static SignedDelivery DeliveryTo(Uri url) =>
        new CallbackPayload(url, "msg_1", Samples.Utf8("{}")).Sign([Samples.Secret], Samples.Now);

    private static async Task<ReceiverAnswer> SendAsync(Uri url)
    {
        await using var wiring = new Wiring(url);
        return await wiring.Get<CallbackSender>().SendAsync(DeliveryTo(url), Token).InTime();
    }
}
