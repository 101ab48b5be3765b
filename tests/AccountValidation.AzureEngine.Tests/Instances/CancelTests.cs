using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Instances;

/// <summary>A cancel answers at once, whatever the orchestration does. Its penny stays with the account.</summary>
public sealed class CancelTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancel_Waiting_IsCancelledAtOnceAndLeavesTheDropToTheAccount()
    {
        await using var world = await World.StartAsync(azurite);
        var id = await StartWaitingAsync(world);

        var change = await CancelAsync(world, id);

        Assert.Equal(
            (ValidationStatus.Pending, ValidationStatus.Cancelled), (change!.Before.Status, change.After.Status));
        Assert.Equal(ValidationStatus.Cancelled, (await world.FindAsync(id))!.Status);
        Assert.Equal([(id, EventNames.Cancel)], world.Instances.Events);
        Assert.Equal(["open-" + id], await world.UnfinishedAsync());
        var account = await world.AccountAsync();
        Assert.Equal((null, id), (account.LockedBy, account.Account.OpenDrop?.Drop.ValidationId));
        Assert.Contains("accountvalidation.settled 1 status=CANCELLED", world.Process.Metrics.Lines);

        await Runner.ToTheEndAsync(world, id);
        Assert.Contains("CANCELLED", Assert.Single(world.Receiver.Deliveries).Body, StringComparison.Ordinal);
        Assert.Equal(change.After.Callback!.Body, world.Receiver.Deliveries[0].Body);
        Assert.Empty(await world.UnfinishedAsync());
        Assert.Equal(account.Account.OpenDrop, (await world.AccountAsync()).Account.OpenDrop);
    }

    [Fact]
    public async Task Cancel_HeldByAnOperator_IsCancelledAtOnce()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.Become(accepted.Id, InstanceState.Suspended);

        var change = await CancelAsync(world, accepted.Id);

        Assert.Equal(ValidationStatus.Cancelled, change!.After.Status);
        await world.StartNewAsync();
        // It delivers the callback once it is resumed.
        Assert.Equal([(accepted.Id, EventNames.Cancel)], world.Instances.Events);
    }

    [Fact]
    public async Task Cancel_AskedForAgain_ChangesNothing()
    {
        await using var world = await World.StartAsync(azurite);
        var id = await StartWaitingAsync(world);
        await CancelAsync(world, id);
        var (row, account) = (await world.RowAsync(id), await world.AccountAsync());

        var again = await CancelAsync(world, id);

        Assert.Equal(
            (ValidationStatus.Cancelled, ValidationStatus.Cancelled), (again!.Before.Status, again.After.Status));
        Assert.Equal(
            (row.WrittenBy, account.Read), ((await world.RowAsync(id)).WrittenBy, (await world.AccountAsync()).Read));
    }

    // The POST is on its way. Its answer comes after the cancel: the validation stays cancelled, and the account learns
    // of it.
    [Fact]
    public async Task Cancel_WhileThePennyIsOnItsWay_IsCancelledAndTheAccountLearnsTheAnswer()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Juspay.DuringDrop = async () =>
        {
            Assert.Equal(ValidationStatus.Cancelled, (await CancelAsync(world, accepted.Id))!.After.Status);
            Assert.IsType<Stage.DropUnderWay>((await world.AccountAsync()).Account.OpenDrop?.Stage);
        };

        await Runner.ToTheEndAsync(world, accepted.Id);

        var account = (await world.AccountAsync()).Account;
        Assert.Equal(ValidationStatus.Cancelled, (await world.FindAsync(accepted.Id))!.Status);
        Assert.Equal((null, AccountStatus.Active), (account.OpenDrop, account.LastAnswer?.Shown.Status));
        Assert.Equal(1, world.Juspay.Pennies);
        Assert.Contains("CANCELLED", Assert.Single(world.Receiver.Deliveries).Body, StringComparison.Ordinal);
    }

    // The journal has the answer, and the orchestration does not know of it yet.
    [Fact]
    public async Task Cancel_DropWasAnsweredAlready_SettlesWithTheAnswer()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        var due = Some.DueToPay(accepted, world.Now);
        world.Instances.Become(accepted.Id, due);
        await Runner.PerformAsync(world.Process, ActivityNames.DropPenny, Request(world, due));

        var change = await CancelAsync(world, accepted.Id);

        Assert.Equal((ValidationStatus.Active, ValidationStatus.Active), (change!.Before.Status, change.After.Status));
        var account = await world.AccountAsync();
        Assert.Equal(
            (null, null, AccountStatus.Active),
            (account.LockedBy, account.Account.OpenDrop, account.Account.LastAnswer?.Shown.Status));
        Assert.Equal(1, world.Juspay.Pennies);
    }

    // The activity dies after its POST. The orchestration, which knows of no penny, takes the cancel then, and must not
    // free the account of it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_ActivityFailedAfterItsPost_TheDropStaysOpen(bool isAnswered)
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Drop = isAnswered ? JuspayStub.Account("PENDING") : null;
        var accepted = await world.StartNewAsync();
        var due = Some.DueToPay(accepted, world.Now);
        world.Instances.Become(accepted.Id, due);
        var process = world.NewProcess(Faults.Always("PUT Validations"));
        if (isAnswered)
        {
            await Assert.ThrowsAsync<Service.Engine.StoreUnavailableException>(() =>
                Runner.PerformAsync(process, ActivityNames.DropPenny, Request(world, due)));
        }
        else
        {
            process = world.NewProcess(Faults.Once(Calls.Outcome, Fault.KilledBefore));
            Assert.False(
                await KilledException.SurvivesAsync(() =>
                    Runner.PerformAsync(process, ActivityNames.DropPenny, Request(world, due))));
        }

        await world.Instances.SendEventAsync(accepted.Id, EventNames.Cancel, Token);
        await Runner.ToTheEndAsync(world, accepted.Id);

        Assert.Equal(
            (ValidationStatus.Cancelled, 1), ((await world.FindAsync(accepted.Id))!.Status, world.Juspay.Pennies));
        var account = (await world.AccountAsync()).Account;
        Assert.Equal(
            new DropOrigin(accepted.Id, "banh_1", Some.Juspay, world.Now, accepted.Request.CustomerId),
            account.OpenDrop?.Drop);
        await FollowsAndDoesNotPayAsync(world, accepted.Id);
    }

    // Whichever changes the account first decides; the report of the activity is lost.
    [Fact]
    public async Task Cancel_AtTheSameTimeAsTheIntent_ThePennyIsOpenWhenItWasSent()
    {
        for (var round = 0; round < 10; round++)
        {
            await using var world = await World.StartAsync(azurite);
            world.Juspay.Drop = null;
            var accepted = await world.StartNewAsync();
            var due = Some.DueToPay(accepted, world.Now);
            world.Instances.Become(accepted.Id, due);
            var canceller = world.NewProcess();
            await canceller.Engine.FindAsync(accepted.Id, Token); // warm, so that the two are as fast

            await Task.WhenAll(
                Task.Run(() => Runner.PerformAsync(world.Process, ActivityNames.DropPenny, Request(world, due)), Token),
                Task.Run(() => canceller.Engine.SignalAsync(accepted.Id, new Signal.Cancel(), Token), Token));
            await Runner.ToTheEndAsync(world, accepted.Id);

            Assert.Equal(ValidationStatus.Cancelled, (await world.FindAsync(accepted.Id))!.Status);
            var account = await world.AccountAsync();
            Assert.Equal((null, world.Juspay.Pennies == 1), (account.LockedBy, account.Account.OpenDrop is not null));
        }
    }

    [Theory]
    [InlineData("KilledBefore")]
    [InlineData("KilledAfter")]
    public async Task Cancel_KilledAnywhere_IsFinishedByTheOrchestrationAndCalledBackOnce(string how)
    {
        for (var (call, survived) = (1, false); !survived; call++)
        {
            await using var world = await World.StartAsync(azurite);
            var id = await StartWaitingAsync(world);
            var process = world.NewProcess(Faults.KillAt(Calls.ToMakeTables + call, Enum.Parse<Fault>(how)));
            survived = await KilledException.SurvivesAsync(() =>
                process.Engine.SignalAsync(id, new Signal.Cancel(), Token));

            if (world.Instances.Events.Count == 0)
            {
                Assert.Equal(id, (await world.AccountAsync()).LockedBy); // nothing has happened yet
                await CancelAsync(world, id);
            }

            await world.SweepAsync();
            await Runner.ToTheEndAsync(world, id);

            Assert.Equal(ValidationStatus.Cancelled, (await world.FindAsync(id))!.Status);
            Assert.Single(world.Receiver.Deliveries);
            Assert.Empty(await world.UnfinishedAsync());
            var account = await world.AccountAsync();
            Assert.Equal((null, id), (account.LockedBy, account.Account.OpenDrop?.Drop.ValidationId));
            Assert.True(survived || call < 30, "It never comes to its end.");
        }
    }

    [Theory]
    [InlineData("KilledBefore")]
    [InlineData("KilledAfter")]
    public async Task Cancel_KilledAnywhere_ASecondOneFinishesIt(string how)
    {
        for (var (call, survived) = (1, false); !survived; call++)
        {
            await using var world = await World.StartAsync(azurite);
            var id = await StartWaitingAsync(world);
            var process = world.NewProcess(Faults.KillAt(Calls.ToMakeTables + call, Enum.Parse<Fault>(how)));
            survived = await KilledException.SurvivesAsync(() =>
                process.Engine.SignalAsync(id, new Signal.Cancel(), Token));

            Assert.Equal(ValidationStatus.Cancelled, (await CancelAsync(world, id))!.After.Status);

            Assert.Equal(["open-" + id], await world.UnfinishedAsync());
            Assert.Null((await world.AccountAsync()).LockedBy);
            await FollowsAndDoesNotPayAsync(world, id, pennies: 1);
            Assert.True(survived || call < 30, "It never comes to its end.");
        }
    }

    private static Task<Service.Engine.ValidationChange?> CancelAsync(World world, string id) =>
        world.Process.Engine.SignalAsync(id, new Signal.Cancel(), Token);

    private static StepRequest Request(World world, Validation due) =>
        new(due.Id, due.Id, StateElement.Of(due), world.Now, 1);

    // Paid, and now waiting for the answer.
    private static async Task<string> StartWaitingAsync(World world)
    {
        world.Juspay.Drop = JuspayStub.Account("PENDING");
        var accepted = await world.StartNewAsync();
        Assert.IsType<NextAction.Wait>(await Runner.UntilItWaitsAsync(world, accepted.Id));
        return accepted.Id;
    }

    private static async Task FollowsAndDoesNotPayAsync(World world, string ofValidation, int pennies = 1)
    {
        var next = await world.StartNewAsync();
        Assert.Equal(ofValidation, next.Drop?.ValidationId);
        await Runner.UntilItWaitsAsync(world, next.Id);
        Assert.Equal(pennies, world.Juspay.Pennies);
    }
}
