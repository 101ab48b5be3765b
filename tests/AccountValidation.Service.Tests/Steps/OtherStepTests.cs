using System.Text;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Steps;

namespace AccountValidation.Service.Tests.Steps;

/// <summary>The steps that move no money: checks and callbacks.</summary>
public sealed class OtherStepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_Answered_IsACheckThatLeavesNoIntent()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);
        var journal = new MemoryJournal(wiring.Clock);

        var outcome = Assert.IsType<Outcome.Checked>(
            await ExecuteAsync(wiring, Samples.DueToPay(wiring.Settings), new Step.Check(), journal));

        Assert.Equal(Samples.Now, outcome.StartedAt);
        Assert.IsType<JuspayReply.Answered>(outcome.Reply);
        Assert.Equal("GET", Assert.Single(server.Received).Method);
        Assert.Empty(journal.Entries);
    }

    [Fact]
    public async Task Check_WaitsForAPermit_BeginsOnlyThen()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        var settings = Samples.Settings(server.Address);
        await using var wiring = new Wiring(settings with { Juspay = settings.Juspay with { MaxConcurrentCalls = 1 } });
        var other = new TaskCompletionSource<JuspayReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        var holdsThePermit = wiring.Get<JuspayGate>().RunAsync(_ => other.Task, Token);

        var check = ExecuteAsync(wiring, Samples.DueToPay(settings), new Step.Check());
        wiring.Clock.Advance(TimeSpan.FromMinutes(5));
        other.SetResult(new JuspayReply.Refused(404, null));
        await holdsThePermit.InTime();

        Assert.Equal(Samples.Now.AddMinutes(5), Assert.IsType<Outcome.Checked>(await check).StartedAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Step_OfABulkValidation_WaitsWhileBulkHoldsItsShareAndLiveOnesDoNot(bool isDrop)
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        var settings = Samples.Settings(server.Address);
        await using var wiring = new Wiring(settings with { Juspay = settings.Juspay with { MaxConcurrentCalls = 2 } });
        using var bulkShare = await wiring.Get<JuspayGate>().EnterAsync(calls: 1, isBulk: true, Token);
        var live = Samples.DueToPay(settings);
        Step step = isDrop ? new Step.DropPenny(1) : new Step.Check();

        var bulk = ExecuteAsync(wiring, live with { IsBulk = true }, step);
        await ExecuteAsync(wiring, live, step);
        Assert.False(bulk.IsCompleted);

        bulkShare.Dispose();
        await bulk;
    }

    [Fact]
    public async Task DeliverCallback_Received_IsSignedAtTheTimeOfTheAttempt()
    {
        await using var receiver = await HttpServer.AnsweringAsync(204);
        await using var wiring = new Wiring(receiver.Address);
        var settled = Samples.Settled(wiring.Settings, receiver.Address + "hooks");
        wiring.Clock.Advance(TimeSpan.FromSeconds(90));

        var outcome = await ExecuteAsync(wiring, settled, new Step.DeliverCallback(3));

        Assert.Equal(new Outcome.CallbackAttempted(3, new(204)), outcome);
        var request = Assert.Single(receiver.Received);
        Assert.Equal(settled.Callback?.Body, Encoding.UTF8.GetString(request.Body));
        var expected = new CallbackPayload(receiver.Address, settled.Callback?.MessageId ?? "", request.Body).Sign(
            [Samples.Secret], Samples.Now.AddSeconds(90));
        Assert.Equal(expected.Signature, request.Header("webhook-signature"));
        Assert.Equal(expected.Timestamp, request.Header("webhook-timestamp"));
    }

    [Fact]
    public async Task DeliverCallback_NotDelivered_LogsIdsAlone()
    {
        await using var receiver = await HttpServer.AnsweringAsync(500);
        await using var wiring = new Wiring(receiver.Address);

        await ExecuteAsync(
            wiring,
            Samples.Settled(wiring.Settings, receiver.Address + "hooks?token=s3cret"),
            new Step.DeliverCallback(1));

        Assert.Contains("does not take callbacks: HTTP 500", wiring.Logs.All, StringComparison.Ordinal);
        Assert.Contains("val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C", wiring.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", wiring.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("Asha", wiring.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeliverCallback_NothingToDeliver_Throws()
    {
        await using var wiring = new Wiring(new Uri("http://127.0.0.1/"));

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            ExecuteAsync(wiring, Samples.Settled(wiring.Settings, callbackUrl: null), new Step.DeliverCallback(1)));
    }

    [Fact]
    public async Task Execute_StepThatDoesNothing_Throws()
    {
        await using var wiring = new Wiring(new Uri("http://127.0.0.1/"));
        var validation = Samples.DueToPay(wiring.Settings);

        await Assert.ThrowsAsync<ArgumentException>(() => ExecuteAsync(wiring, validation, new Step.Wait(Samples.Now)));
        await Assert.ThrowsAsync<ArgumentException>(() => ExecuteAsync(wiring, validation, new Step.Done()));
    }

    private static Task<Outcome> ExecuteAsync(
        Wiring wiring,
        Validation validation,
        Step step,
        MemoryJournal? journal = null
    ) => wiring.Get<StepExecutor>().ExecuteAsync(validation, step, journal ?? new(wiring.Clock), Token).InTime();
}
