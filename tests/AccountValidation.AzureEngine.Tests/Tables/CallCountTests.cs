using System.Collections.Concurrent;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Tables;

/// <summary>How many calls to the tables a validation takes: docs/cost.md counts with them.</summary>
public sealed class CallCountTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task AnsweredAtOnce_TakesTwentyOne()
    {
        await using var world = await World.StartAsync(azurite);
        // The first of a process also marks the hub, and counts what has not settled.
        await world.StartNewAsync(Some.Request("banh_before"));
        var calls = Counted(world);

        var started = await world.StartNewAsync();
        Assert.Equal(7, Taken(calls)); // account read and written, unsettled row, row, two entries for lists, note
        await Runner.UntilAsync(world, started.Id, () => world.Instances[started.Id]!.Turn!.IsRecorded);
        // Journal read, account, row, the intent, details written, reply; row, account read and written, unsettled row
        // to entry, row written.
        Assert.Equal(11, Taken(calls));
        await Runner.ToTheEndAsync(world, started.Id);
        Assert.Equal(3, Taken(calls)); // row read and written, entry
    }

    [Fact]
    public async Task Cancel_TakesEightBeforeItsCallback()
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Drop = JuspayStub.Account("PENDING");
        var started = await world.StartNewAsync();
        Assert.IsType<NextAction.Wait>(await Runner.UntilItWaitsAsync(world, started.Id));
        var calls = Counted(world);

        await world.Process.Engine.SignalAsync(started.Id, new Signal.Cancel(), TestContext.Current.CancellationToken);

        Assert.Equal(8, Taken(calls));
    }

    private static ConcurrentQueue<string> Counted(World world)
    {
        var calls = new ConcurrentQueue<string>();
        world.Process.Faults.Plan = (called, _) =>
        {
            calls.Enqueue(called);
            return Fault.None;
        };
        return calls;
    }

    private static int Taken(ConcurrentQueue<string> calls)
    {
        var taken = calls.Count(call => !call.StartsWith("Instances.", StringComparison.Ordinal));
        calls.Clear();
        return taken;
    }
}
