using System.Net;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Callbacks;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Steps;

public sealed class SettledStepsTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settle_FirstTime_FreesTheAccountAndFixesTheCallbacksText()
    {
        await using var world = await World.StartAsync(azurite);
        var settled = await SettleNewAsync(world);

        var row = await world.RowAsync(settled.Id);
        Assert.Equal((ValidationStatus.Active, settled.Id, null), (row.State.Status, row.Driver, row.FinishedAt));
        Assert.Contains("\"A-17\"", row.Confidential.CallbackBody, StringComparison.Ordinal);
        Assert.Null(row.State.Callback!.Body);
        Assert.Equal(["open-" + settled.Id], await world.UnfinishedAsync());
        Assert.Contains("accountvalidation.settled 1 status=ACTIVE", world.Process.Metrics.Lines);
    }

    [Fact]
    public async Task Settle_AskedForAgain_ChangesNothing()
    {
        await using var world = await World.StartAsync(azurite);
        var settled = await SettleNewAsync(world);
        var row = await world.RowAsync(settled.Id);

        var report = await PerformAsync(world, ActivityNames.Settle, settled with { Checks = 17 });

        Assert.Equal(row.WrittenBy, (await world.RowAsync(settled.Id)).WrittenBy);
        Assert.Equal(settled.Checks, StateElement.Read(report.State!.Value).Checks);
        Assert.Single(world.Process.Metrics.Lines, line =>
            line.StartsWith("accountvalidation.settled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settle_AnotherHasTakenOver_IsOverAndFreesNothing()
    {
        await using var world = await World.StartAsync(azurite);
        var settled = Some.Settled(await world.StartNewAsync(), world.Now);
        await world.Rows.ChangeAsync(settled.Id, row => row with { Driver = "another" }, Token);

        Assert.True((await PerformAsync(world, ActivityNames.Settle, settled)).IsOver);
        Assert.False((await world.RowAsync(settled.Id)).State.IsSettled);
        Assert.NotNull(await world.UnsettledRowAsync(settled));
    }

    [Theory]
    [InlineData("KilledBefore")]
    [InlineData("KilledAfter")]
    public async Task Settle_KilledAnywhere_IsNeverLostFromWhatIsOpenAndSettlesOnce(string how)
    {
        for (var (call, survived) = (1, false); !survived; call++)
        {
            await using var world = await World.StartAsync(azurite);
            var settled = Some.Settled(await world.StartNewAsync(), world.Now);
            var process = world.NewProcess(Faults.KillAt(Calls.ToMakeTables + call, Enum.Parse<Fault>(how)));
            survived = await KilledException.SurvivesAsync(() =>
                PerformAsync(world, ActivityNames.Settle, settled, process: process));

            Assert.EndsWith(
                settled.Id,
                (await world.EntitiesAsync("ValidationAccounts")).Single().GetString("ValidationId"),
                StringComparison.Ordinal);
            await PerformAsync(world, ActivityNames.Settle, settled);
            Assert.Equal(ValidationStatus.Active, (await world.RowAsync(settled.Id)).State.Status);
            Assert.Equal(["open-" + settled.Id], await world.UnfinishedAsync());
            Assert.Equal(
                (null, AccountStatus.Active),
                await world.AccountAsync() is var account
                    ? (account.LockedBy, account.Account.LastAnswer?.Shown.Status)
                    : default);
            Assert.True(survived || call < 20, "It never comes to its end.");
        }
    }

    [Fact]
    public async Task Settle_NobodyIsCalledBack_IsFinishedAndClosed()
    {
        await using var world = await World.StartAsync(azurite);
        var settled = await SettleNewAsync(world, Some.Request(callbackUrl: null));

        Assert.Equal(world.Now, (await world.RowAsync(settled.Id)).FinishedAt);
        Assert.Empty(await world.UnfinishedAsync());
    }

    [Fact]
    public async Task Settle_RowIsGone_IsOver()
    {
        await using var world = await World.StartAsync(azurite);

        Assert.True(
            (await PerformAsync(world, ActivityNames.Settle, Some.Settled(world.Accepted(), world.Now))).IsOver);
    }

    [Fact]
    public async Task Settle_AnswerLost_CountsOnce()
    {
        await using var world = await World.StartAsync(azurite);
        var settled = Some.Settled(await world.StartNewAsync(), world.Now);
        var process = world.NewProcess(Faults.Once("PUT Validations", Fault.AnswerLost));

        await PerformAsync(world, ActivityNames.Settle, settled, process: process);

        Assert.Contains("accountvalidation.settled 1 status=ACTIVE", process.Metrics.Lines);
    }

    [Fact]
    public async Task Deliver_Received_FinishesAndClosesAndIsNotSentAgain()
    {
        await using var world = await World.StartAsync(azurite);
        var settled = await SettleNewAsync(world);
        var body = (await world.RowAsync(settled.Id)).Confidential.CallbackBody;

        await PerformAsync(world, ActivityNames.DeliverCallback, settled, 1);
        var again = await PerformAsync(world, ActivityNames.DeliverCallback, settled, 1);

        Assert.Equal(body, Assert.Single(world.Receiver.Deliveries).Body);
        Assert.Equal(CallbackStatus.Delivered, StateElement.Read(again.State!.Value).Callback!.Status);
        Assert.NotNull((await world.RowAsync(settled.Id)).FinishedAt);
        Assert.Empty(await world.UnfinishedAsync());
    }

    [Fact]
    public async Task Deliver_Report_HoldsNothingConfidential()
    {
        await using var world = await World.StartAsync(azurite);
        var settled = await SettleNewAsync(world);

        var report = (await PerformAsync(world, ActivityNames.DeliverCallback, settled, 1)).State!.Value.GetRawText();

        Assert.All(Some.Secrets, secret => Assert.DoesNotContain(secret, report, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deliver_KilledAfterItWasSent_IsSentAgainWithTheSameIdAndBytes()
    {
        await using var world = await World.StartAsync(azurite);
        var settled = await SettleNewAsync(world);
        var process = world.NewProcess(Faults.Once("PUT Validations", Fault.KilledBefore));
        Assert.False(
            await KilledException.SurvivesAsync(() =>
                PerformAsync(world, ActivityNames.DeliverCallback, settled, 1, process)));
        await world.Rows.KeepDetailsAsync(settled.Id, new(MaskedVpa: "99******99@other"), Token);

        await PerformAsync(world, ActivityNames.DeliverCallback, settled, 1);

        Assert.Equal(2, world.Receiver.Deliveries.Count);
        Assert.Single(world.Receiver.Deliveries.Distinct());
    }

    [Fact]
    public async Task Deliver_RedeliveryTookOver_IsOverAndSendsNothing()
    {
        await using var world = await World.StartAsync(azurite);
        var settled = await SettleNewAsync(world);
        await world.Process.Engine.SignalAsync(settled.Id, new Signal.Redeliver(), Token);

        Assert.True((await PerformAsync(world, ActivityNames.DeliverCallback, settled, 1)).IsOver);
        Assert.True((await PerformAsync(world, ActivityNames.DeadLetterCallback, settled, 1)).IsOver);
        Assert.Empty(world.Receiver.Deliveries);
    }

    [Fact]
    public async Task Deliver_RedeliveryComesMeanwhile_CountsTheAttemptAndIsOver()
    {
        await using var world = await World.StartAsync(azurite);
        var settled = await SettleNewAsync(world);
        world.Receiver.DuringDelivery = () =>
            world.Process.Engine.SignalAsync(settled.Id, new Signal.Redeliver(), Token);

        var report = await PerformAsync(world, ActivityNames.DeliverCallback, settled, 1);

        var row = await world.RowAsync(settled.Id);
        Assert.True(report.IsOver);
        Assert.Equal(
            (1, 2, CallbackStatus.Pending),
            (row.State.Callback!.Attempts, row.State.Callback.Round, row.State.Callback.Status));
    }

    [Fact]
    public async Task DeadLetter_CannotBeHandedOver_IsTriedAgainUntilItIs()
    {
        await using var world = await World.StartAsync(azurite);
        world.Receiver.Answer = HttpStatusCode.Gone;
        world.DeadLetters.Works = false;
        var accepted = await world.StartNewAsync();
        await Runner.UntilItWaitsAsync(world, accepted.Id);
        Assert.Equal(["open-" + accepted.Id], await world.UnfinishedAsync());
        world.DeadLetters.Works = true;

        await Runner.ToTheEndAsync(world, accepted.Id);

        Assert.Equal(Assert.Single(world.Receiver.Deliveries).Body, Assert.Single(world.DeadLetters.Letters));
        Assert.Equal(CallbackStatus.Failed, (await world.FindAsync(accepted.Id))!.Callback!.Status);
        Assert.Contains("accountvalidation.callback.dead_letters 1", world.Process.Metrics.Lines);
        Assert.Empty(await world.UnfinishedAsync());
    }

    // A receiver that hangs takes its own permits; other activities have the rest.
    [Fact]
    public async Task Deliver_NoPermitIsLeftToThatReceiver_IsBusyAndNothingIsSent()
    {
        await using var world = await World.StartAsync(azurite);
        var (one, other) = (
            await SettleNewAsync(world),
            await SettleNewAsync(world, Some.Request("banh_other", callbackUrl: "https://other.example/hooks")));
        var permits = world.Process.Get<CallbackPermits>();
        var taken = Enumerable.Range(0, 64).Select(_ => permits.TryEnter(one.Callback!)!).ToList();

        Assert.True((await PerformAsync(world, ActivityNames.DeliverCallback, one, 1)).IsBusy);
        Assert.Empty(world.Receiver.Deliveries);
        Assert.False((await PerformAsync(world, ActivityNames.DeliverCallback, other, 1)).IsBusy);

        taken.ForEach(permit => permit.Dispose());
        Assert.False((await PerformAsync(world, ActivityNames.DeliverCallback, one, 1)).IsBusy);
        Assert.Equal(2, world.Receiver.Deliveries.Count);
        // The steps have left.
        Assert.Equal(64, Enumerable.Range(0, 65).Count(_ => permits.TryEnter(one.Callback!) is not null));
    }

    private static async Task<Validation> SettleNewAsync(World world, ValidationRequest? request = null)
    {
        var settled = Some.Settled(await world.StartNewAsync(request), world.Now);
        await PerformAsync(world, ActivityNames.Settle, settled);
        return settled;
    }

    private static Task<StepReport> PerformAsync(
        World world, string activity, Validation validation, int number = 0, EngineProcess? process = null) =>
        Runner.PerformAsync(
            process ?? world.Process,
            activity,
            new(
                validation.Id,
                validation.Id,
                activity == ActivityNames.Settle ? StateElement.Of(validation) : null,
                world.Now,
                number));
}
