using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Sweeping;

/// <summary>Orchestrations that ended outside the rules.</summary>
public sealed class SweeperTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_InstanceTerminatedBeforeAnyPenny_CancelsAndCallsBack()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.Become(accepted.Id, InstanceState.Terminated);

        await world.SweepAsync();
        await Runner.ToTheEndAsync(world, InstanceIds.AfterEndOf(accepted.Id));

        Assert.Equal(ValidationStatus.Cancelled, (await world.FindAsync(accepted.Id))!.Status);
        Assert.Contains("CANCELLED", Assert.Single(world.Receiver.Deliveries).Body, StringComparison.Ordinal);
        Assert.Equal((0, 0), (world.Juspay.Pennies, world.Juspay.Checks));
        Assert.Empty(await world.UnfinishedAsync());
        Assert.Contains("accountvalidation.recovered 1 why=terminated", world.Process.Metrics.Lines);
    }

    [Fact]
    public async Task Sweep_InstanceTerminated_FreesTheAccountBeforeItsSuccessorRuns()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await Broken.PennyAsync(world);
        world.Instances.Become(accepted.Id, InstanceState.Terminated);

        await world.SweepAsync();

        Assert.Equal(ValidationStatus.Cancelled, (await world.FindAsync(accepted.Id))!.Status);
        Assert.NotEqual(accepted.Id, (await world.StartNewAsync()).Id);
        await Runner.ToTheEndAsync(world, InstanceIds.AfterEndOf(accepted.Id));
        Assert.Contains("CANCELLED", Assert.Single(world.Receiver.Deliveries).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_TerminatedWhileItsPennyIsOnItsWay_SettlesAndLeavesItToTheAccount()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await Broken.PennyAsync(world);
        world.Instances.Become(accepted.Id, InstanceState.Terminated);

        await world.SweepAsync();
        await Runner.ToTheEndAsync(world, InstanceIds.AfterEndOf(accepted.Id));

        Assert.Equal(ValidationStatus.Cancelled, (await world.FindAsync(accepted.Id))!.Status);
        Assert.Equal(accepted.Id, (await world.AccountAsync()).Account.OpenDrop?.Drop.ValidationId);
        var next = await world.StartNewAsync();
        Assert.Equal(accepted.Id, next.Drop?.ValidationId);
        await Runner.UntilItWaitsAsync(world, next.Id);
        Assert.Equal(0, world.Juspay.Pennies);
    }

    [Fact]
    public async Task Sweep_PennyWasAnsweredAndItsReportLost_HasTheJournalsAnswer()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        var due = Some.DueToPay(accepted, world.Now);
        world.Instances.Become(accepted.Id, due);
        await Runner.PerformAsync(
            world.Process, ActivityNames.DropPenny, new(due.Id, due.Id, StateElement.Of(due), world.Now, 1));
        world.Instances.Become(accepted.Id, InstanceState.Terminated);

        await world.SweepAsync();
        await Runner.ToTheEndAsync(world, InstanceIds.AfterEndOf(accepted.Id));

        Assert.Equal(
            (ValidationStatus.Active, 1), ((await world.FindAsync(accepted.Id))!.Status, world.Juspay.Pennies));
    }

    // The activity has read its row and its account while the orchestration ends and the sweep cancels the validation.
    [Fact]
    public async Task Sweep_PennyWasAskedForAndComesLate_IsNeverDropped()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        var due = Some.DueToPay(accepted, world.Now); // checked a moment before it was terminated
        var (read, intended) = (
            await world.AccountAsync(),
            world.Process.Get<TableMoneyJournal>().Intended(due, 1, Some.Check(world.Now))!);
        world.Instances.Become(accepted.Id, InstanceState.Terminated);
        await world.SweepAsync();

        var intent = world.Process.Get<TableMoneyJournal>().NewEntry(intended);
        Assert.False(await world.Records.TryPutAsync(read, read.LockedFor(intended, world.Now), intent, Token));
        Assert.True(
            (
                await Runner.PerformAsync(
                    world.Process, ActivityNames.DropPenny, new(due.Id, due.Id, StateElement.Of(due), world.Now, 1))
            ).IsOver);
        Assert.Equal(0, world.Juspay.Pennies);
        await Runner.ToTheEndAsync(world, InstanceIds.AfterEndOf(accepted.Id));
        Assert.Equal(ValidationStatus.Cancelled, (await world.FindAsync(accepted.Id))!.Status);
    }

    [Fact]
    public async Task Sweep_OfAnotherTaskHub_IsLeftAloneUntilItHasCertainlyEnded()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        await world.Instances.PurgeAsync(accepted.Id, Token);
        world.Instances.HubName = "new";

        await world.SweepAsync();
        Assert.Equal([accepted.Id], world.Instances.Started);
        world.Clock.Advance(Some.Terms.Recheck.Deadline + TimeSpan.FromHours(1));
        await world.SweepAsync();
        await Runner.ToTheEndAsync(world, InstanceIds.AfterEndOf(accepted.Id));

        Assert.Equal(
            (ValidationStatus.Expired, 0),
            ((await world.FindAsync(accepted.Id))!.Status, world.Juspay.Pennies)); // nobody has cancelled it
    }

    [Fact]
    public async Task Sweep_PurgedWhileItRan_ItsSuccessorsPurgeIsThePurge()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync(claim: Some.Claim());
        await world.Instances.PurgeAsync(accepted.Id, Token);
        await world.SweepAsync();
        var successor = InstanceIds.AfterEndOf(accepted.Id);
        await Runner.ToTheEndAsync(world, successor);

        Assert.Equal(ValidationStatus.Cancelled, (await world.FindAsync(accepted.Id))!.Status);
        Assert.Equal(successor, (await world.RowAsync(accepted.Id)).Anchor);
        await world.Instances.PurgeAsync(successor, Token);
        Assert.Null(await world.FindAsync(accepted.Id));
        Assert.IsType<StartResult.Purged>(await world.StartAsync(world.Accepted(), Some.Claim()));
    }

    [Fact]
    public async Task Sweep_EndedWhileItsCallbackWasUndelivered_GoesOnDeliveringTheSameBytes()
    {
        await using var world = await World.StartAsync(azurite);
        world.Receiver.Answer = System.Net.HttpStatusCode.InternalServerError;
        var accepted = await world.StartNewAsync();
        Assert.IsType<NextAction.Wait>(await Runner.UntilItWaitsAsync(world, accepted.Id));
        world.Instances.Become(accepted.Id, InstanceState.Terminated);
        world.Receiver.Answer = System.Net.HttpStatusCode.OK;

        await world.SweepAsync();
        await Runner.ToTheEndAsync(world, InstanceIds.AfterEndOf(accepted.Id));

        Assert.Equal((2, 1), (world.Receiver.Deliveries.Count, world.Receiver.Deliveries.Distinct().Count()));
        Assert.Equal(ValidationStatus.Active, (await world.FindAsync(accepted.Id))!.Status);
        Assert.Equal(accepted.Id, (await world.RowAsync(accepted.Id)).Anchor);
        Assert.Empty(await world.UnfinishedAsync());
    }

    [Theory]
    [InlineData("KilledBefore")]
    [InlineData("KilledAfter")]
    public Task Sweep_KilledAnywhere_TheNextOneTakesOverTheSameWay(string how) => Broken.KillEverySweepAsync(
        azurite,
        Enum.Parse<Fault>(how),
        async world =>
        {
            var accepted = await Broken.PennyAsync(world);
            world.Instances.Become(accepted.Id, InstanceState.Terminated);
            return accepted;
        },
        (ValidationStatus.Cancelled, Pennies: 0));
}
