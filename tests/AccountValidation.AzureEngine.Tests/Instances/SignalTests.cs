using System.Net;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Instances;

public sealed class SignalTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_TakenByTheInstance_TellsHowItStandsThen()
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Check = JuspayStub.Account("PENDING");
        var id = await StartWaitingAsync(world);
        var (checks, askedAt) = (world.Juspay.Checks, world.Now);

        var change = await WhileTimePassesAsync(
            world,
            world.Process.Engine.SignalAsync(id, new Signal.Check(), Token),
            () => Runner.UntilItWaitsAsync(world, id));

        Assert.Equal((1, 2), (change!.Before.Checks, change.After.Checks));
        Assert.Equal(checks + 1, world.Juspay.Checks);
        Assert.True(world.Now - askedAt < TimeSpan.FromSeconds(3), "The answer waited although the event was taken.");
    }

    [Fact]
    public async Task Hint_Running_IsSentToWhateverDrivesItAndAnsweredAtOnce()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        await world.Rows.ChangeAsync(accepted.Id, row => row with { Driver = "another" }, Token);

        var change = await world.Process.Engine.SignalAsync(accepted.Id, new Signal.Hint(), Token);

        Assert.Same(change!.Before, change.After);
        Assert.Equal([("another", EventNames.Hint)], world.Instances.Events);
    }

    [Fact]
    public async Task Signals_Settled_ChangeNothingAndSendNothing()
    {
        await using var world = await World.StartAsync(azurite);
        var finished = await world.FinishNewAsync();

        foreach (var signal in new Signal.OfContract[] { new Signal.Cancel(), new Signal.Check(), new Signal.Hint() })
        {
            var change = await world.Process.Engine.SignalAsync(finished.Id, signal, Token);
            Assert.Same(change!.Before, change.After);
        }

        Assert.Empty(world.Instances.Events);
    }

    [Fact]
    public async Task Signals_OfTheContract_AreAllApplied()
    {
        await using var world = await World.StartAsync(azurite);
        var signals = typeof(Signal).GetNestedTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Signal.OfContract)))
            .Select(type => Assert.IsType<Signal.OfContract>(Activator.CreateInstance(type), exactMatch: false))
            .ToList();

        foreach (var signal in signals)
        {
            var accepted = await world.StartNewAsync(Some.Request("banh_" + signal.GetType().Name));
            Assert.NotNull(
                await WhileTimePassesAsync(
                    world,
                    world.Process.Engine.SignalAsync(accepted.Id, signal, Token),
                    () => Task.CompletedTask));
        }

        Assert.NotEmpty(signals);
    }

    [Fact]
    public async Task Redeliver_NotSettled_ChangesNothing()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();

        var change = await world.Process.Engine.SignalAsync(accepted.Id, new Signal.Redeliver(), Token);

        Assert.Same(change!.Before, change.After);
        Assert.Equal([accepted.Id], world.Instances.Started);
        Assert.Equal(["slot-" + accepted.Id], await world.UnfinishedAsync());
    }

    [Fact]
    public async Task Redeliver_NobodyIsCalledBack_ChangesNothing()
    {
        await using var world = await World.StartAsync(azurite);
        var finished = await world.FinishNewAsync(Some.Request(callbackUrl: null));

        var change = await world.Process.Engine.SignalAsync(finished.Id, new Signal.Redeliver(), Token);

        Assert.Same(change!.Before, change.After);
        Assert.Empty(await world.UnfinishedAsync());
    }

    [Fact]
    public async Task Redeliver_Finished_RunsOnItsOwnWithTheSameIdAndBytes()
    {
        await using var world = await World.StartAsync(azurite);
        world.Receiver.Answer = HttpStatusCode.Gone;
        var finished = await world.FinishNewAsync();
        world.Receiver.Answer = HttpStatusCode.OK;

        var change = await world.Process.Engine.SignalAsync(finished.Id, new Signal.Redeliver(), Token);
        Assert.Equal((1, 2), (change!.Before.Callback!.Round, change.After.Callback!.Round));
        Assert.Equal(["open-" + finished.Id], await world.UnfinishedAsync());
        await Runner.ToTheEndAsync(world, InstanceIds.OfRedelivery(change.After));

        Assert.Equal((2, 1), (world.Receiver.Deliveries.Count, world.Receiver.Deliveries.Distinct().Count()));
        Assert.Equal(CallbackStatus.Delivered, (await world.FindAsync(finished.Id))!.Callback!.Status);
        Assert.Empty(await world.UnfinishedAsync());
    }

    // The orchestration that settled it is of the old task hub, and is not seen from the new one: that is no purge.
    [Fact]
    public async Task Redeliver_AfterAChangeOfTheTaskHub_IsDeliveredAndNotTakenForPurged()
    {
        await using var world = await World.StartAsync(azurite);
        var finished = await world.FinishNewAsync();
        await world.Instances.PurgeAsync(finished.Id, Token);
        world.Instances.HubName = "new";
        Assert.NotNull(await world.FindAsync(finished.Id));

        var change = await world.Process.Engine.SignalAsync(finished.Id, new Signal.Redeliver(), Token);
        await Runner.ToTheEndAsync(world, InstanceIds.OfRedelivery(change!.After));

        Assert.Equal(2, (await world.FindAsync(finished.Id))!.Callback!.Round);
    }

    [Fact]
    public async Task Redeliver_WhileOneIsUnderWay_TakesOverFromIt()
    {
        await using var world = await World.StartAsync(azurite);
        var finished = await world.FinishNewAsync();
        var second = (await world.Process.Engine.SignalAsync(finished.Id, new Signal.Redeliver(), Token))!.After;
        var third = (await world.Process.Engine.SignalAsync(finished.Id, new Signal.Redeliver(), Token))!.After;

        await Runner.ToTheEndAsync(world, InstanceIds.OfRedelivery(second));
        Assert.Single(world.Receiver.Deliveries);
        await Runner.ToTheEndAsync(world, InstanceIds.OfRedelivery(third));

        Assert.Equal(2, world.Receiver.Deliveries.Count);
    }

    [Fact]
    public async Task Redeliver_SettlementIsNotWrittenDownYet_LeavesTheRowToWhoSettlesIt()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.Become(accepted.Id, Some.Settled(accepted, world.Now));

        var change = await world.Process.Engine.SignalAsync(accepted.Id, new Signal.Redeliver(), Token);

        Assert.Equal(ValidationStatus.Active, change!.After.Status);
        Assert.Equal(accepted.Id, (await world.RowAsync(accepted.Id)).Driver);
        await Runner.ToTheEndAsync(world, accepted.Id);
        Assert.Single(world.Receiver.Deliveries);
    }

    [Fact]
    public async Task Wait_UntilItSettles_EndsThenOrWhenTheTimeIsUp()
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Check = JuspayStub.Account("PENDING");
        var id = await StartWaitingAsync(world);

        var pending = await WhileTimePassesAsync(
            world,
            world.Process.Engine.WaitUntilSettledAsync(id, TimeSpan.FromSeconds(2), Token),
            () => Task.CompletedTask);
        world.Juspay.Check = JuspayStub.Account("ACTIVE");
        var settled = await WhileTimePassesAsync(
            world,
            world.Process.Engine.WaitUntilSettledAsync(id, TimeSpan.FromMinutes(1), Token),
            () => Runner.ToTheEndAsync(world, id));

        Assert.Equal((ValidationStatus.Pending, ValidationStatus.Active), (pending!.Status, settled!.Status));
    }

    [Fact]
    public async Task FindUnsettled_SeveralAccounts_NamesWhatHasNotSettled()
    {
        await using var world = await World.StartAsync(azurite);
        var first = await world.StartNewAsync();
        var second = await world.StartNewAsync(Some.Request("banh_3"));
        await world.FinishNewAsync(Some.Request("banh_2"));

        var found = await world.Process.Engine.FindUnsettledAsync(["banh_1", "banh_2", "banh_3"], Token);

        Assert.Equal([first.Id, second.Id], found.Order(StringComparer.Ordinal));
    }

    // Paid, or adopted, and now waiting for the next check.
    private static async Task<string> StartWaitingAsync(World world)
    {
        world.Juspay.Drop = JuspayStub.Account("PENDING");
        var accepted = await world.StartNewAsync();
        Assert.IsType<NextAction.Wait>(await Runner.UntilItWaitsAsync(world, accepted.Id));
        return accepted.Id;
    }

    // The instance comes to its events while somebody waits for what becomes of them.
    private static async Task<T> WhileTimePassesAsync<T>(World world, Task<T> waiting, Func<Task> meanwhile)
    {
        while (world.Instances.Events.Count == 0 && !waiting.IsCompleted && waiting is not Task<Validation?>)
        {
            await Task.Delay(1, Token);
        }

        await meanwhile();
        while (!waiting.IsCompleted)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(1, Token);
        }

        return await waiting;
    }
}
