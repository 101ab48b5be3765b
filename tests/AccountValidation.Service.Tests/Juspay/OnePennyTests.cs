using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>
/// Whatever the connection does, the penny drop is sent once: <see cref="SocketsHttpHandler"/> may not repeat it.
/// </summary>
public sealed class OnePennyTests
{
    private const string Post = "POST /customers/cst_1/customer-accounts/banh_1/validate HTTP/1.1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(Reaction.Close))]
    [InlineData(nameof(Reaction.Reset))]
    public async Task ValidateAccount_ServerReadsItAndBreaks_IsSentOnceAndUnclear(string reaction)
    {
        await using var server = new SocketServer("", Enum.Parse<Reaction>(reaction));
        await using var wiring = new Wiring(server.Address);

        var reply = await ValidateAsync(wiring);

        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.ConnectionBroken), reply);
        Assert.False(await server.GetsMoreThanAsync(1));
        Assert.Equal([Post], server.Requests);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(nameof(Reaction.Close))]
    [InlineData(nameof(Reaction.Reset))]
    public async Task ValidateAccount_KeptAliveConnectionBreaksWhenItComes_IsSentOnceAndUnclear(string reaction)
    {
        await using var server = new SocketServer(
            KeepAliveAnswer, Reaction.AnswerAndKeepOpen, Enum.Parse<Reaction>(reaction));
        await using var wiring = new Wiring(server.Address);
        Assert.IsType<JuspayReply.Answered>(
            await wiring.Get<JuspayClient>().GetAccountAsync(Samples.Request(), Token).InTime());

        var reply = await ValidateAsync(wiring);

        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.ConnectionBroken), reply);
        Assert.False(await server.GetsMoreThanAsync(2));
        Assert.Equal(Post, Assert.Single(server.Requests, line => line.StartsWith("POST", StringComparison.Ordinal)));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task GetAccount_KeptAliveConnectionBreaksWhenItComes_IsRepeatedByTheHandler()
    {
        // The counterpart: a request without a body is repeated below us. So the kept-alive tests above do meet that
        // code.
        await using var server = new SocketServer(
            KeepAliveAnswer, Reaction.AnswerAndKeepOpen, Reaction.Close, Reaction.AnswerAndKeepOpen);
        await using var wiring = new Wiring(server.Address);
        var client = wiring.Get<JuspayClient>();
        await client.GetAccountAsync(Samples.Request(), Token).InTime();

        var reply = await client.GetAccountAsync(Samples.Request(), Token).InTime();

        Assert.IsType<JuspayReply.Answered>(reply);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("no HTTP at all\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{ \"validation_status\": \"ACT")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n")]
    public async Task ValidateAccount_GarbageOnTheWire_IsSentOnceAndUnclear(string answer)
    {
        await using var server = new SocketServer(answer, Reaction.AnswerAndClose);
        await using var wiring = new Wiring(server.Address);

        var reply = await ValidateAsync(wiring);

        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.ConnectionBroken), reply);
        Assert.False(await server.GetsMoreThanAsync(1));
    }

    private static string KeepAliveAnswer =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + $"{Samples.Utf8(Samples.ActiveBody).Length}\r\n\r\n{Samples.ActiveBody}";

    private static Task<JuspayReply> ValidateAsync(Wiring wiring) =>
        wiring.Get<JuspayClient>().DropPennyAsync(Samples.Request(), mayLeave: () => true, Token).InTime();
}
