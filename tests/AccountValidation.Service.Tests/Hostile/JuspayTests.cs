using System.IO.Compression;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;

namespace AccountValidation.Service.Tests.Hostile;

/// <summary>
/// A Juspay that does what no web server does: each penny drop ends, in time, as one reply, and is sent once.
/// </summary>
public sealed class JuspayTests
{
    private static readonly JuspayReply Broken = new JuspayReply.Unclear(ReplyCauses.ConnectionBroken);
    private static readonly JuspayReply TimedOut = new JuspayReply.Unclear(ReplyCauses.TimeOut);
    private static readonly JuspayReply Unreadable = new JuspayReply.Unclear(ReplyCauses.UnreadableAnswer);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "x")]
    [InlineData("HTTP/1.1 200 OK\r\nx-endless: ", "x")]
    [InlineData("HTTP/1.1 200 OK\r\n", "x-many: 1\r\n")]
    [InlineData("", "HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "x-trailer: 1\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "extension")]
    public async Task Validate_EndlessHeadOrTrailer_IsUnclearAndTheLineIsCut(string begin, string piece)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = RawServer.Endless(begin, piece, gone.SetResult);

        Assert.Equal(Broken, await ValidateAsync(server));
        await gone.Task.InTime();
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "{ \"validation_status\": \"ACTIVE\" }")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n{\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n", "[")]
    public async Task Validate_EndlessBody_IsTooLargeAndTheLineIsCut(string begin, string piece)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = RawServer.Endless(begin, piece, gone.SetResult);

        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.AnswerTooLarge), await ValidateAsync(server));
        await gone.Task.InTime();
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nx: ", "x")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", " ")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n")]
    public async Task Validate_AnswerDrips_TimesOutWhenTheTimeIsOver(string begin, string drop)
    {
        var drops = new SemaphoreSlim(0);
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(begin);
            foreach (var _ in Enumerable.Range(0, 5))
            {
                await connection.SendAsync(drop);
                drops.Release();
            }

            await connection.GoneAsync();
            drops.Release();
        });
        await using var wiring = new Wiring(server.Address);

        var call = CallAsync(wiring);
        for (var seen = 0; seen < 5; seen++)
        {
            await drops.WaitAsync(Token).InTime();
        }

        wiring.Clock.Advance(TimeSpan.FromSeconds(29.999));
        Assert.False(call.IsCompleted);
        wiring.Clock.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Equal(TimedOut, await call.InTime());
        await drops.WaitAsync(Token).InTime(); // and the line is cut
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Validate_CompressedAnswerThatNobodyAskedFor_IsRead()
    {
        var head = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Packing(Packed(Samples.Utf8(Samples.ActiveBody)), head.SetResult);

        Assert.IsType<JuspayReply.Answered>(await ValidateAsync(server));
        Assert.DoesNotContain("Accept-Encoding", await head.Task, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Validate_AnswerThatUnpacksTo64Megabytes_IsTooLarge()
    {
        var packed = Packed(new byte[64 * 1024 * 1024]);
        await using var server = Packing(packed);

        Assert.InRange(packed.Length, 1, ReplyReader.MaxBodyLength);
        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.AnswerTooLarge), await ValidateAsync(server));
    }

    [Fact]
    public async Task Validate_CompressedAnswerIsCorrupt_IsUnreadable()
    {
        var packed = Packed(Samples.Utf8(Samples.ActiveBody));
        packed[^6] ^= 1; // the checksum
        await using var server = Packing(packed);

        Assert.Equal(Unreadable, await ValidateAsync(server));
    }

    [Theory]
    [InlineData("Content-Length: 5000\r\n\r\n{ \"validation_status\": \"ACTIVE\" }", ReplyCauses.ConnectionBroken)]
    [InlineData("Content-Length: 10\r\n\r\n{ \"validation_status\": \"ACTIVE\" }", ReplyCauses.UnreadableAnswer)]
    [InlineData("Content-Length: 0\r\n\r\n{ \"validation_status\": \"ACTIVE\" }", ReplyCauses.UnreadableAnswer)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", ReplyCauses.ConnectionBroken)]
    [InlineData(
        "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
        ReplyCauses.ConnectionBroken)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n", ReplyCauses.ConnectionBroken)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\n{}", ReplyCauses.ConnectionBroken)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\n{ }\r\n0\r\n\r\n", ReplyCauses.ConnectionBroken)]
    [InlineData(
        "Transfer-Encoding: chunked\r\n\r\n{ \"validation_status\": \"ACTIVE\" }",
        ReplyCauses.ConnectionBroken)]
    public async Task Validate_WrongLength_IsUnclear(string rest, string cause)
    {
        await using var server = RawServer.AnsweringAndClosing("HTTP/1.1 200 OK\r\n" + rest);

        Assert.Equal(new JuspayReply.Unclear(cause), await ValidateAsync(server));
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("<html>hello</html>")]
    [InlineData("HTTP/2.0 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    public async Task Validate_AlmostHttp_IsUnclear(string answer)
    {
        await using var server = RawServer.AnsweringAndClosing(answer);

        Assert.IsType<JuspayReply.Unclear>(await ValidateAsync(server));
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{ \"validation_status\"")]
    public async Task Validate_ResetInTheMiddle_IsUnclearAndSentOnce(string begin)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(begin);
            connection.Reset();
        });

        Assert.Equal(Broken, await ValidateAsync(server));
        Assert.Equal(1, server.Connections);
    }

    private static RawServer Packing(byte[] packed, Action<string>? onHead = null) => new(async connection =>
    {
        var head = await connection.ReadHeadAsync();
        onHead?.Invoke(head);
        await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n");
        await connection.SendAsync($"Content-Length: {packed.Length}\r\n\r\n");
        await connection.SendAsync(packed);
        await connection.GoneAsync();
    });

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static async Task<JuspayReply> ValidateAsync(RawServer server)
    {
        await using var wiring = new Wiring(server.Address);
        return await CallAsync(wiring).InTime();
    }

    private static Task<JuspayReply> CallAsync(Wiring wiring) =>
        wiring.Get<JuspayClient>().DropPennyAsync(Samples.Request(), mayLeave: () => true, Token);
}
