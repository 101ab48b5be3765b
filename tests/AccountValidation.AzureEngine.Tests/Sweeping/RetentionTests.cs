using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Sweeping;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Sweeping;

public sealed class RetentionTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Retained = TimeSpan.FromDays(90);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Purge_FinishedLongAgo_GoesWithItsInstanceAndLeavesKeyAndJournal()
    {
        await using var world = await World.StartAsync(azurite);
        var old = await world.FinishNewAsync(claim: Some.Claim());
        world.Clock.Advance(Retained - TimeSpan.FromDays(1));
        var young = await world.FinishNewAsync(Some.Request("banh_2"));
        world.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));

        await PurgeAsync(world);

        Assert.Equal([old.Id], world.Instances.Purged);
        Assert.Equal([young.Id], await Listing.IdsAsync(world, new() { Limit = 9 }));
        Assert.Equal(2, (await world.EntitiesAsync("ValidationIndex")).Count);
        Assert.Equal(2, (await world.JournalAsync()).Count);
        Assert.IsType<StartResult.Purged>(await world.StartAsync(world.Accepted(), Some.Claim()));
        Assert.Contains("Purged 1 validations", world.Process.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purge_OldAndNotFinished_Stays()
    {
        await using var world = await World.StartAsync(azurite);
        await world.StartNewAsync();
        world.Clock.Advance(Retained * 2);

        await PurgeAsync(world);

        Assert.Single(await world.EntitiesAsync("Validations"));
        Assert.Empty(world.Instances.Purged);
    }

    [Fact]
    public async Task Purge_OneOfANewerVersion_StaysAndTheOthersGo()
    {
        await using var world = await World.StartAsync(azurite);
        var newer = await world.FinishNewAsync();
        var old = await world.FinishNewAsync();
        await world.OverwriteStateAsync("Validations", newer.Id);
        world.Clock.Advance(Retained + TimeSpan.FromSeconds(1));

        await PurgeAsync(world);

        Assert.Equal([old.Id], world.Instances.Purged);
        Assert.Single(await world.EntitiesAsync("Validations"));
    }

    [Fact]
    public async Task Purge_Redelivered_CountsFromTheLastRoundAndTakesEveryInstance()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.Become(accepted.Id, InstanceState.Failed);
        await world.SweepAsync();
        await Runner.ToTheEndAsync(world, InstanceIds.AfterEndOf(accepted.Id));
        foreach (var round in new[] { 2, 3 })
        {
            world.Clock.Advance(Retained - TimeSpan.FromDays(1));
            await world.Process.Engine.SignalAsync(accepted.Id, new Signal.Redeliver(), Token);
            await PurgeAsync(world);
            await Runner.ToTheEndAsync(world, InstanceIds.OfRedelivery(accepted.Id, round));
        }

        await PurgeAsync(world);
        Assert.Empty(world.Instances.Purged);
        world.Clock.Advance(Retained + TimeSpan.FromSeconds(1));
        await PurgeAsync(world);

        Assert.Equal(
            world.Instances.Started.Order(StringComparer.Ordinal),
            world.Instances.Purged.Order(StringComparer.Ordinal));
        Assert.Empty(await world.EntitiesAsync("Validations"));
    }

    [Theory]
    [InlineData("KilledBefore")]
    [InlineData("KilledAfter")]
    public async Task Purge_KilledAnywhere_IsContinuedAndLeavesNothing(string how)
    {
        for (var (call, survived) = (1, false); !survived; call++)
        {
            await using var world = await World.StartAsync(azurite);
            await world.FinishNewAsync();
            world.Clock.Advance(Retained + TimeSpan.FromSeconds(1));
            var process = world.NewProcess(Faults.KillAt(Calls.ToMakeTables + call, Enum.Parse<Fault>(how)));
            survived = await KilledException.SurvivesAsync(() => process.Get<RetentionPurge>().PurgeAsync(Token));

            await PurgeAsync(world);

            Assert.Empty(await world.EntitiesAsync("Validations"));
            Assert.Empty(await world.EntitiesAsync("ValidationIndex"));
            Assert.Single(world.Instances.Purged);
            Assert.True(survived || call < 20, "It never comes to its end.");
        }
    }

    [Fact]
    public async Task Delete_ChangedSinceItWasRead_StaysWithItsEntriesInTheLists()
    {
        await using var world = await World.StartAsync(azurite);
        var finished = await world.FinishNewAsync();
        var read = await world.RowAsync(finished.Id);
        await world.Process.Engine.SignalAsync(finished.Id, new Signal.Redeliver(), Token);

        Assert.False(await world.Rows.DeleteAsync(read, Token));

        Assert.Equal([finished.Id], await Listing.IdsAsync(world, new() { Limit = 9, CustomerId = "cst_1" }));
        Assert.Equal([finished.Id], await Listing.IdsAsync(world, new() { Limit = 9, CustomerAccountId = "banh_1" }));
    }

    private static Task PurgeAsync(World world) => world.Process.Get<RetentionPurge>().PurgeAsync(Token);
}
