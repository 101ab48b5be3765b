using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>What each answer, and the lack of one, becomes.</summary>
public sealed class JuspayAnswerTests
{
    private static readonly JuspayReply Other = new JuspayReply.Unclear(ReplyCauses.OtherAccount);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_PortIsClosed_IsNotAccepted()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Dispose();
        await using var wiring = new Wiring(
            new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")));

        Assert.Equal(new JuspayReply.NotAccepted(ReplyCauses.ConnectionRefused), await ValidateAsync(wiring));
    }

    [Fact]
    public async Task Call_HostIsUnknown_IsNotAccepted()
    {
        await using var wiring = new Wiring(new Uri("http://x.invalid/"));

        Assert.Equal(new JuspayReply.NotAccepted(ReplyCauses.NameNotFound), await ValidateAsync(wiring));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Call_Redirected_IsNotFollowed(int status)
    {
        await using var elsewhere = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var server = await HttpServer.AnsweringAsync(
            status, headers: ("Location", elsewhere.Address.ToString()));
        await using var wiring = new Wiring(server.Address);

        Assert.Equal(new JuspayReply.Unclear($"http_{status}"), await ValidateAsync(wiring));
        Assert.Empty(elsewhere.Received);
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(206)]
    [InlineData(304)]
    [InlineData(402)]
    [InlineData(405)]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(410)]
    [InlineData(413)]
    [InlineData(418)]
    [InlineData(425)]
    [InlineData(451)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(599)]
    public async Task Call_AnsweredWithAnyOtherStatus_IsUnclear(int status)
    {
        var body = status is 204 or 304 ? "" : Samples.ActiveBody;
        await using var server = await HttpServer.AnsweringAsync(status, body);
        await using var wiring = new Wiring(server.Address);

        Assert.Equal(new JuspayReply.Unclear($"http_{status}"), await ValidateAsync(wiring));
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task Call_InformationalAnswersFirst_ReadsTheFinalOne()
    {
        var final =
            $"HTTP/1.1 200 OK\r\nContent-Length: {Samples.Utf8(Samples.ActiveBody).Length}\r\n\r\n{Samples.ActiveBody}";
        await using var server = new SocketServer(
            "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + final,
            Reaction.AnswerAndKeepOpen);
        await using var wiring = new Wiring(server.Address);

        Assert.IsType<JuspayReply.Answered>(await ValidateAsync(wiring));
    }

    [Fact]
    public async Task Call_ProtocolIsSwitched_IsUnclear()
    {
        await using var server = new SocketServer(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
            Reaction.AnswerAndClose);
        await using var wiring = new Wiring(server.Address);

        Assert.Equal(new JuspayReply.Unclear("http_101"), await ValidateAsync(wiring));
    }

    [Theory]
    [InlineData(429, "120", 120.0)]
    [InlineData(429, "Sun, 22 Nov 2026 10:05:00 GMT", 300.0)]
    [InlineData(429, "Sun, 22 Nov 2026 09:59:59 GMT", null)]
    [InlineData(429, "0", null)]
    [InlineData(429, "-5", null)]
    [InlineData(429, "soon", null)]
    [InlineData(429, "99999999999999", null)]
    [InlineData(503, "60", 60.0)]
    public async Task Call_ToldToWait_CarriesTheTime(int status, string retryAfter, double? seconds)
    {
        var wanted = ("Retry-After", retryAfter);
        await using var server = await HttpServer.AnsweringAsync(status, Samples.ErrorBody, wanted);
        await using var wiring = new Wiring(server.Address);

        var reply = await ValidateAsync(wiring);

        TimeSpan? wait = seconds is { } given ? TimeSpan.FromSeconds(given) : null;
        Assert.Equal(
            status == 429
                ? new JuspayReply.NotAccepted("http_429", wait)
                : new JuspayReply.Unclear($"http_{status}", wait),
            reply);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task Call_RequestIsRefused_CarriesTheErrorCode(int status)
    {
        await using var server = await HttpServer.AnsweringAsync(
            status,
            """{ "status": "error", "error_code": "invalid_account" }""");
        await using var wiring = new Wiring(server.Address);

        Assert.Equal(new JuspayReply.Refused(status, "invalid_account"), await ValidateAsync(wiring));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Call_KeyIsRefused_CarriesTheErrorCode(int status)
    {
        await using var server = await HttpServer.AnsweringAsync(
            status,
            """{ "status": "error", "error_code": "access_denied" }""");
        await using var wiring = new Wiring(server.Address);

        Assert.Equal(new JuspayReply.KeyRefused(status, "access_denied"), await ValidateAsync(wiring));
    }

    [Theory]
    [InlineData(403, "<html>blocked</html>", null)]
    [InlineData(404, "default backend - 404", null)]
    [InlineData(429, "{}", 120.0)]
    public async Task Call_AnsweredByAStranger_IsUnclear(int status, string body, double? seconds)
    {
        var wanted = ("Retry-After", seconds?.ToString(CultureInfo.InvariantCulture) ?? "0");
        await using var server = await HttpServer.AnsweringAsync(status, body, wanted);
        await using var wiring = new Wiring(server.Address);

        TimeSpan? wait = seconds is { } given ? TimeSpan.FromSeconds(given) : null;
        Assert.Equal(new JuspayReply.Unclear($"http_{status}_not_juspay", wait), await ValidateAsync(wiring));
    }

    [Theory]
    [InlineData("banh_1")]
    [InlineData("a:b@c;d=e")]
    [InlineData("validate")]
    [InlineData("customer-accounts")]
    [InlineData("...")]
    [InlineData("a+b&c")]
    [InlineData("~\"<>|^`'")]
    public async Task BothCalls_AnswerNamesAnAccount_AreComparedWithTheOneAskedAbout(string id)
    {
        var named = id;
        await using var server = await HttpServer.StartAsync((context, _) => context.Response.WriteAsync(
            JsonSerializer.Serialize(new { id = named, validation_status = "ACTIVE" }), context.RequestAborted));
        await using var wiring = new Wiring(new Uri(server.Address, "base/customer-accounts/"));
        var client = wiring.Get<JuspayClient>();
        var request = Samples.Request(accountId: id);

        Assert.IsType<JuspayReply.Answered>(await client.GetAccountAsync(request, Token).InTime());
        Assert.IsType<JuspayReply.Answered>(await ValidateAsync(wiring, request));
        named = "somebody_else";
        Assert.Equal(Other, await client.GetAccountAsync(request, Token).InTime());
        Assert.Equal(Other, await ValidateAsync(wiring, request));
    }

    [Fact]
    public async Task Call_AnswerIsHuge_IsReadToTheBoundOnly()
    {
        await using var server = await HttpServer.StartAsync(async (context, _) =>
        {
            var chunk = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        });
        await using var wiring = new Wiring(server.Address);

        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.AnswerTooLarge), await ValidateAsync(wiring));
    }

    private static Task<JuspayReply> ValidateAsync(Wiring wiring) => ValidateAsync(wiring, Samples.Request());

    private static Task<JuspayReply> ValidateAsync(Wiring wiring, ValidationRequest request) =>
        wiring.Get<JuspayClient>().DropPennyAsync(request, mayLeave: () => true, Token).InTime();
}
