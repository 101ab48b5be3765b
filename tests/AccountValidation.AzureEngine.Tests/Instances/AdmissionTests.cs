using System.Collections.Concurrent;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Instances;

/// <summary>How many may be unsettled, and how seldom that is counted.</summary>
public sealed class AdmissionTests(AzuriteFixture azurite)
{
    private const string Counting = "GET ValidationAccounts";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_BeyondTheBound_IsRefusedAndWritesNothing()
    {
        await using var world = await World.StartAsync(azurite);
        var process = world.NewProcess(submission: new() { MaxUnsettled = 2 });
        await StartAsync(process, world, 1);
        await StartAsync(process, world, 2);
        var before = (await world.UnfinishedAsync(), (await world.EntitiesAsync("CustomerAccounts")).Count);

        Assert.IsType<StartResult.TooManyUnsettled>(await StartAsync(process, world, 3));

        var after = (await world.UnfinishedAsync(), (await world.EntitiesAsync("CustomerAccounts")).Count);
        Assert.Equal(before.Item1, after.Item1);
        Assert.Equal(before.Count, after.Count);
        Assert.DoesNotContain(await world.EntitiesAsync("ValidationKeys"), entity =>
            entity.GetString("CustomerAccountId") == "banh_3");
    }

    [Fact]
    public async Task Start_AtTheBoundWithAKnownKeyOrForABusyAccount_IsAnsweredAsEver()
    {
        await using var world = await World.StartAsync(azurite);
        var process = world.NewProcess(submission: new() { MaxUnsettled = 1 });
        var started = Assert.IsType<StartResult.Started>(await StartAsync(process, world, 1)).Validation;

        Assert.Equal(
            started.Id, Assert.IsType<StartResult.Replayed>(await StartAsync(process, world, 1)).Validation.Id);
        Assert.Equal(
            started.Id,
            Assert
                .IsType<StartResult.AccountBusy>(
                    await process.Engine.StartAsync(world.Accepted(Some.Request("banh_1")), claim: null, Token))
                .ValidationId);
    }

    [Fact]
    public async Task Start_OneHasSettled_IsTakenOnceTheCountIsTenSecondsOld()
    {
        await using var world = await World.StartAsync(azurite);
        var process = world.NewProcess(submission: new() { MaxUnsettled = 1 });
        var started = Assert.IsType<StartResult.Started>(await StartAsync(process, world, 1)).Validation;
        await process.Engine.SignalAsync(started.Id, new Signal.Cancel(), Token);

        Assert.IsType<StartResult.TooManyUnsettled>(await StartAsync(process, world, 2));
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.IsType<StartResult.Started>(await StartAsync(process, world, 2));
    }

    [Fact]
    public async Task Start_OfOtherProcesses_CountTooOnceTheCountIsTenSecondsOld()
    {
        await using var world = await World.StartAsync(azurite);
        var (one, other) = (
            world.NewProcess(submission: new() { MaxUnsettled = 3 }),
            world.NewProcess(submission: new() { MaxUnsettled = 3 }));
        await StartAsync(one, world, 1);
        await StartAsync(one, world, 2);
        await StartAsync(other, world, 3);
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.IsType<StartResult.TooManyUnsettled>(await StartAsync(one, world, 4));
    }

    [Fact]
    public async Task Start_ManyAtOnce_OfOneProcessNeverPassTheBound()
    {
        await using var world = await World.StartAsync(azurite);
        var process = world.NewProcess(submission: new() { MaxUnsettled = 3 });

        var results = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => StartAsync(process, world, number)));

        Assert.Equal(3, results.OfType<StartResult.Started>().Count());
        Assert.Equal(9, results.OfType<StartResult.TooManyUnsettled>().Count());
    }

    // At 4 of 8 the count is kept for minutes, beyond it for seconds.
    [Theory]
    [InlineData(4, 299, 0)]
    [InlineData(4, 300, 1)]
    [InlineData(5, 9, 0)]
    [InlineData(5, 10, 1)]
    public async Task Start_Next_CountsAnewOnlyWhenTheLastCountIsTooOld(int started, int seconds, int counts)
    {
        await using var world = await World.StartAsync(azurite);
        var process = world.NewProcess(submission: new() { MaxUnsettled = 8 });
        await StartAsync(process, world, 1); // counts for the first time
        var calls = new ConcurrentQueue<string>();
        process.Faults.Plan = (called, _) =>
        {
            calls.Enqueue(called);
            return Fault.None;
        };
        for (var number = 2; number <= started; number++)
        {
            await StartAsync(process, world, number);
        }

        world.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.IsType<StartResult.Started>(await StartAsync(process, world, started + 1));

        Assert.Equal(counts, calls.Count(call => call == Counting));
    }

    [Fact]
    public async Task Count_StopsAtTheBoundAndTakesNoEntryForAnUnsettledRow()
    {
        await using var world = await World.StartAsync(azurite);
        var cancelled = Assert.IsType<StartResult.Started>(await StartAsync(world.Process, world, 1)).Validation;
        await StartAsync(world.Process, world, 2);
        await StartAsync(world.Process, world, 3);
        // Its callback is still to be delivered.
        await world.Process.Engine.SignalAsync(cancelled.Id, new Signal.Cancel(), Token);

        Assert.Equal(3, (await world.UnfinishedAsync()).Count);
        Assert.Equal(2, await world.Entries.CountUnsettledAsync(9, Token));
        Assert.Equal(1, await world.Entries.CountUnsettledAsync(1, Token));
    }

    [Fact]
    public async Task Start_CannotBeCounted_IsUnavailableAndCountedByTheNext()
    {
        await using var world = await World.StartAsync(azurite);
        var process = world.NewProcess(submission: new() { MaxUnsettled = 1 });
        process.Faults.Plan = (called, _) => called == Counting ? Fault.RequestLost : Fault.None;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => StartAsync(process, world, 1));

        process.Faults.Plan = (_, _) => Fault.None;

        Assert.IsType<StartResult.Started>(await StartAsync(process, world, 1));
        Assert.IsType<StartResult.TooManyUnsettled>(await StartAsync(process, world, 2));
    }

    private static Task<StartResult> StartAsync(EngineProcess process, World world, int number) =>
        process.Engine.StartAsync(world.Accepted(Some.Request($"banh_{number}")), Some.Claim($"key-{number}"), Token);
}
