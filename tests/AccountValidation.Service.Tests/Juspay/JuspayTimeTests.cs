using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>Time-outs, cancellation and the last moment before sending.</summary>
public sealed class JuspayTimeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_NeverAnswered_TimesOutWhenTheTimeIsOver()
    {
        await using var server = await HttpServer.SilentAsync();
        await using var wiring = new Wiring(server.Address);

        var call = wiring.Get<JuspayClient>().GetAccountAsync(Samples.Request(), Token);
        await server.ArrivalAsync();
        wiring.Clock.Advance(TimeSpan.FromSeconds(29.999));
        Assert.False(call.IsCompleted);
        wiring.Clock.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.TimeOut), await call.InTime());
    }

    [Fact]
    public async Task Call_StallsInTheBody_TimesOut()
    {
        var headersAreSent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await HttpServer.StartAsync(async (context, _) =>
        {
            context.Response.ContentLength = 500;
            await context.Response.WriteAsync("{ \"validation_status\": ", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            headersAreSent.SetResult();
            await HttpServer.GoneAsync(context);
        });
        await using var wiring = new Wiring(server.Address);

        var call = DropAsync(wiring, Token);
        await headersAreSent.Task.InTime();
        Assert.False(call.IsCompleted);
        wiring.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.TimeOut), await call.InTime());
    }

    [Fact]
    public async Task DropPenny_MayNotLeaveAnyMore_IsNotSentAndSaysSo()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);

        var reply = await wiring.Get<JuspayClient>().DropPennyAsync(Samples.Request(), mayLeave: () => false, Token);

        Assert.Equal(new JuspayReply.NotAccepted(ReplyCauses.SendTimeOver), reply);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task DropPenny_HeldBackOnAConnectionThatStands_SendsNotOneByte()
    {
        await using var server = new SocketServer("", Reaction.AnswerAndKeepOpen);
        await using var wiring = new Wiring(server.Address);

        await wiring.Get<JuspayClient>().DropPennyAsync(Samples.Request(), mayLeave: () => false, Token).InTime();

        Assert.False(await server.GetsMoreThanAsync(0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_CancelledByItsCaller_Throws(bool money)
    {
        await using var server = await HttpServer.SilentAsync();
        await using var wiring = new Wiring(server.Address);
        using var callers = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var call = money
            ? DropAsync(wiring, callers.Token)
            : wiring.Get<JuspayClient>().GetAccountAsync(Samples.Request(), callers.Token);
        await server.ArrivalAsync();
        await callers.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.InTime());
    }

    [Fact]
    public async Task Call_CancelledBeforeItBegins_IsNotSent()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        using var callers = new CancellationTokenSource();
        await callers.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DropAsync(wiring, callers.Token));

        Assert.Empty(server.Received);
    }

    private static Task<JuspayReply> DropAsync(Wiring wiring, CancellationToken cancellationToken) =>
        wiring.Get<JuspayClient>().DropPennyAsync(Samples.Request(), mayLeave: () => true, cancellationToken);
}
