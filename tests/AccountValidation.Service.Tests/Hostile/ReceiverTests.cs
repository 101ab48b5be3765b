using AccountValidation.Core;
using AccountValidation.Service.Callbacks;

namespace AccountValidation.Service.Tests.Hostile;

/// <summary>Receivers that do what no web server does: each delivery ends, in time, as one answer.</summary>
public sealed class ReceiverTests
{
    private static readonly ReceiverAnswer TimedOut = new(null, ReceiverErrors.TimeOut);
    private static readonly ReceiverAnswer Invalid = new(null, ReceiverErrors.InvalidAnswer);
    private static readonly ReceiverAnswer Failed = new(null, ReceiverErrors.ConnectionFailed);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK")]
    [InlineData("HTTP/1.1 200 OK\r\nx-drip: ")]
    public async Task SendAsync_AnswerDripsByteByByte_TimesOutWhenTheTimeIsOver(string begin)
    {
        var drops = new SemaphoreSlim(0);
        await using var receiver = new RawServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(begin);
            foreach (var _ in Enumerable.Range(0, 5))
            {
                await connection.SendAsync("x");
                drops.Release();
            }

            await connection.GoneAsync();
            drops.Release();
        });
        await using var wiring = new Wiring(receiver.Address);

        var call = wiring.Get<CallbackSender>().SendAsync(DeliveryTo(receiver.Address), Token);
        for (var drop = 0; drop < 5; drop++)
        {
            await drops.WaitAsync(Token).InTime();
        }

        wiring.Clock.Advance(TimeSpan.FromSeconds(14.999));
        Assert.False(call.IsCompleted);
        wiring.Clock.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Equal(TimedOut, await call.InTime());
        await drops.WaitAsync(Token).InTime(); // and the line is cut
    }

    [Fact]
    public async Task SendAsync_BodyDripsByteByByte_IsNotWaitedFor()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = new RawServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx");
            await connection.GoneAsync();
            gone.SetResult();
        });

        Assert.Equal(new ReceiverAnswer(200), await SendAsync(receiver.Address));
        await gone.Task.InTime();
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("HTTP/1.1 200 ", "x")]
    [InlineData("HTTP/1.1 200 OK\r\nx-endless: ", "x")]
    [InlineData("HTTP/1.1 200 OK\r\n", "x-many: 1\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n", "x-many: 1\r\n folded\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\n", "x-many: 1\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n", "Set-Cookie: a=b\r\n")]
    [InlineData("", "HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")]
    public async Task SendAsync_EndlessHead_IsAnInvalidAnswerAndTheLineIsCut(string begin, string piece)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = RawServer.Endless(begin, piece, gone.SetResult);

        Assert.Equal(Invalid, await SendAsync(receiver.Address));
        await gone.Task.InTime();
    }

    [Fact]
    public async Task SendAsync_AnsweredBeforeItIsRead_IsThatAnswer()
    {
        await using var receiver = new RawServer(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
            await connection.GoneAsync();
        });

        Assert.Equal(new ReceiverAnswer(204), await SendAsync(receiver.Address));
    }

    [Theory]
    [InlineData("HTTP/1.1 200")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5")]
    public async Task SendAsync_ResetInsideTheHead_IsAFailedConnectionAndSentOnce(string begin)
    {
        await using var receiver = new RawServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(begin);
            connection.Reset();
        });

        Assert.Equal(Failed, await SendAsync(receiver.Address));
        Assert.Equal(1, receiver.Connections);
    }

    [Theory]
    [InlineData("<html>hello</html>")]
    [InlineData("ICY 200 OK\r\n\r\n")]
    [InlineData("HTTP/2.0 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 -20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1\t200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: nameless\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551616\r\n\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    public async Task SendAsync_AlmostHttp_IsOneAnswer(string answer)
    {
        await using var receiver = RawServer.AnsweringAndClosing(answer);

        var got = await SendAsync(receiver.Address);

        Assert.True(got == Invalid || got == Failed || got is { HttpStatus: 200, Error: null }, $"{got}");
        Assert.Equal(1, receiver.Connections);
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00FC\u0003\u0003")]
    [InlineData("garbage, and more of it than a record of TLS has in its head")]
    [InlineData("\u0015\u0003\u0001\0\u0002\u0002\u0028")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    public async Task SendAsync_GarbageInsteadOfTls_IsAFailedConnection(string garbage)
    {
        await using var receiver = new RawServer(connection => connection.SendAsync(garbage));

        Assert.Equal(Failed, await SendAsync(new UriBuilder(receiver.Address) { Scheme = "https" }.Uri));
    }

    [Fact]
    public async Task SendAsync_TlsThatNeverBegins_TimesOutWhenTheTimeIsOver()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = new RawServer(async connection =>
        {
            reached.SetResult();
            await connection.GoneAsync();
        });
        await using var wiring = new Wiring(receiver.Address);

        var call = wiring
            .Get<CallbackSender>()
            .SendAsync(DeliveryTo(new UriBuilder(receiver.Address) { Scheme = "https" }.Uri), Token);
        await reached.Task.InTime();
        wiring.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(TimedOut, await call.InTime());
    }

    [Theory]
    [InlineData(300)]
    [InlineData(303)]
    [InlineData(308)]
    public async Task SendAsync_RedirectedToAPrivateAddress_IsNotFollowed(int status)
    {
        await using var receiver = await HttpServer.AnsweringAsync(
            status, headers: ("Location", "http://169.254.169.254/latest/meta-data"));

        Assert.Equal(new ReceiverAnswer(status), await SendAsync(receiver.Address));
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task SendAsync_RetryAfterOfAnyLength_IsReadOrIgnored()
    {
        foreach (
            var text in new[]
            {
                "-1",
                "1e9",
                "99999999999999999999",
                "2147483647",
                "2147483648",
                new string('9', 8000),
                "Fri, 31 Dec 9999 23:59:59 GMT",
                "Mon, 01 Jan 0001 00:00:00 GMT",
                "120, 130",
                "\t",
            })
        {
            await using var receiver = RawServer.Answering(
                $"HTTP/1.1 503 x\r\nRetry-After: {text}\r\nContent-Length: 0\r\n\r\n");

            var answer = await SendAsync(receiver.Address);

            Assert.Equal((503, null), (answer.HttpStatus, answer.Error));
            Assert.True(answer.RetryAfter is null || answer.RetryAfter > TimeSpan.Zero);
        }
    }

    private static SignedDelivery DeliveryTo(Uri url) =>
        new CallbackPayload(url, "msg_1", Samples.Utf8("{}")).Sign([Samples.Secret], Samples.Now);

    private static async Task<ReceiverAnswer> SendAsync(Uri url)
    {
        await using var wiring = new Wiring(url);
        return await wiring.Get<CallbackSender>().SendAsync(DeliveryTo(url), Token).InTime();
    }
}
