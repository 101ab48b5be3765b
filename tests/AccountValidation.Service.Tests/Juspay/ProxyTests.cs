using System.Net;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Http;
using AccountValidation.Service.Juspay;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>A proxy that opens no tunnel has sent nothing to Juspay.</summary>
public sealed class ProxyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("403 Forbidden")]
    [InlineData("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"")]
    [InlineData("429 Too Many Requests\r\nRetry-After: 5")]
    [InlineData("502 Bad Gateway")]
    [InlineData("503 Service Unavailable")]
    [InlineData("302 Found\r\nLocation: http://login.example/")]
    public async Task Call_ProxyRefusesTheTunnel_IsNotAccepted(string answer)
    {
        var head = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var proxy = new RawServer(async connection =>
        {
            head.TrySetResult(await connection.ReadHeadAsync());
            await connection.SendAsync($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n");
            await connection.GoneAsync();
        });

        Assert.Equal(new JuspayReply.NotAccepted(ReplyCauses.ProxyRefused), await ValidateAsync(proxy));
        Assert.StartsWith("CONNECT juspay.example:443 HTTP/1.1", await head.Task, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ProxyOpensTheTunnelAndBreaks_IsUnclear()
    {
        await using var proxy = new RawServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 Connection established\r\n\r\n");
        });

        Assert.IsType<JuspayReply.Unclear>(await ValidateAsync(proxy));
    }

    private static async Task<JuspayReply> ValidateAsync(RawServer proxy)
    {
        await using var wiring = new Wiring(new Uri("https://juspay.example/"));
        using var http = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(proxy.Address) });
        var settings = wiring.Get<JuspaySettings>();
        var juspay = new JuspayClient(
            http, settings, wiring.Clock, wiring.Get<WallClock>(), NullLogger<JuspayClient>.Instance);
        return await juspay.DropPennyAsync(Samples.Request(), mayLeave: () => true, Token).InTime();
    }
}
