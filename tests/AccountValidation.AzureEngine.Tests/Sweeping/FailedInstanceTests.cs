using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Sweeping;

/// <summary>
/// Orchestrations that failed, as in a deployment that the framework finds not deterministic: they say nothing about
/// the account.
/// </summary>
public sealed class FailedInstanceTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(InstanceState.Failed)]
    [InlineData(InstanceState.Completed)]
    public async Task Sweep_BeforeAnyPenny_GoesOnToTheAnswer(InstanceState ended)
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.Become(accepted.Id, ended);

        await world.SweepAsync();
        await Runner.ToTheEndAsync(world, InstanceIds.AfterEndOf(accepted.Id));

        Assert.Equal(
            (ValidationStatus.Active, 1), ((await world.FindAsync(accepted.Id))!.Status, world.Juspay.Pennies));
        Assert.Contains("ACTIVE", Assert.Single(world.Receiver.Deliveries).Body, StringComparison.Ordinal);
        Assert.Empty(await world.UnfinishedAsync());
        Assert.Contains("accountvalidation.recovered 1 why=failed", world.Process.Metrics.Lines);
    }

    [Fact]
    public async Task Sweep_PennyIsOnItsWay_IsFollowedAndNotPaidAgain()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await Broken.PennyAsync(world);
        world.Instances.Become(accepted.Id, InstanceState.Failed);

        await world.SweepAsync();
        var successor = InstanceIds.AfterEndOf(accepted.Id);

        Assert.IsType<Stage.DropUnderWay>(world.Instances[successor]!.Turn!.ReadState().Stage);
        await Runner.UntilItWaitsAsync(world, successor);
        Assert.IsType<Stage.Confirming>(world.Instances[successor]!.Turn!.ReadState().Stage);
        Assert.Equal(
            (ValidationStatus.Pending, 0), ((await world.FindAsync(accepted.Id))!.Status, world.Juspay.Pennies));
    }

    [Fact]
    public async Task Sweep_OneThatWaits_KeepsItsStateAndItsDeadline()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        var waiting = Some.Waiting(accepted, world.Now);
        world.Instances.Become(accepted.Id, waiting);
        world.Instances.Become(accepted.Id, InstanceState.Failed);

        await world.SweepAsync();

        var goesOnFrom = world.Instances[InstanceIds.AfterEndOf(accepted.Id)]!.Turn!.State;
        Assert.True(System.Text.Json.JsonElement.DeepEquals(StateElement.Of(waiting), goesOnFrom));
    }

    // The task hub was deleted, or emptied: nobody has purged this validation, and nobody has cancelled it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sweep_TaskHubWasMadeAnew_GoesOnToTheAnswer(bool isInUse)
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        await world.LoseHubAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        if (isInUse)
        {
            Assert.IsType<Service.Engine.StartResult.Started>(
                await world.NewProcess().Engine.StartAsync(world.Accepted(Some.Request("banh_2")), claim: null, Token));
        }

        await world.SweepAsync();
        await Runner.ToTheEndAsync(world, InstanceIds.AfterEndOf(accepted.Id));

        Assert.Equal(
            (ValidationStatus.Active, 1), ((await world.FindAsync(accepted.Id))!.Status, world.Juspay.Pennies));
        Assert.Contains("accountvalidation.recovered 1 why=lost", world.Process.Metrics.Lines);
    }

    [Fact]
    public async Task Sweep_StateOfANewerVersion_IsContinuedFromRowAndJournal()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await Broken.PennyAsync(world);
        using var newer = System.Text.Json.JsonDocument.Parse("""{ "version": 99 }""");
        world.Instances.Become(
            accepted.Id,
            world.Instances[accepted.Id]!.Turn! with
            {
                State = newer.RootElement.Clone(),
            });
        world.Instances.Become(accepted.Id, InstanceState.Failed);

        await world.SweepAsync();

        Assert.IsType<Stage.DropUnderWay>(
            world.Instances[InstanceIds.AfterEndOf(accepted.Id)]!.Turn!.ReadState().Stage);
    }

    [Fact]
    public async Task Sweep_FailsAgainAndAgain_IsHeldAndSaidLoudly_AndNothingIsAnswered()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();

        var driver = await FailAsync(world, accepted.Id, times: 12);

        Assert.Equal((6, accepted.Id + "-after-6"), (world.Instances.Started.Count, driver));
        Assert.Equal(ValidationStatus.Pending, (await world.FindAsync(accepted.Id))!.Status);
        Assert.Empty(world.Receiver.Deliveries);
        Assert.Contains("accountvalidation.held 1", world.Process.Metrics.Lines);
        Assert.Contains(
            $"1 validations are held, {accepted.Id} among them",
            world.Process.Logs.All,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Held_AnotherVersionIsDeployed_GoesOn()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        await FailAsync(world, accepted.Id, times: 6);

        await world.SweepAsync(world.NewProcess(version: "2"));
        await Runner.ToTheEndAsync(world, (await world.RowAsync(accepted.Id)).Driver);

        Assert.Equal(
            (ValidationStatus.Active, 1), ((await world.FindAsync(accepted.Id))!.Status, world.Juspay.Pennies));
    }

    [Fact]
    public async Task Held_SomebodyAsksForACheck_IsTriedAgain()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        var held = await FailAsync(world, accepted.Id, times: 6);

        var asking = world.Process.Engine.SignalAsync(accepted.Id, new Signal.Check(), Token);
        while (!asking.IsCompleted)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await world.SweepAsync();

        Assert.Equal(InstanceIds.AfterEndOf(held), (await world.RowAsync(accepted.Id)).Driver);
    }

    [Theory]
    [InlineData("KilledBefore")]
    [InlineData("KilledAfter")]
    public Task Sweep_KilledAnywhere_TheNextOneTakesOverTheSameWay(string how) => Broken.KillEverySweepAsync(
        azurite,
        Enum.Parse<Fault>(how),
        async world =>
        {
            var accepted = await world.StartNewAsync();
            world.Instances.Become(accepted.Id, InstanceState.Failed);
            return accepted;
        },
        (ValidationStatus.Active, Pennies: 1));

    private static async Task<string> FailAsync(World world, string id, int times)
    {
        for (var time = 0; time < times; time++)
        {
            world.Instances.Become((await world.RowAsync(id)).Driver, InstanceState.Failed);
            await world.SweepAsync();
        }

        return (await world.RowAsync(id)).Driver;
    }
}
