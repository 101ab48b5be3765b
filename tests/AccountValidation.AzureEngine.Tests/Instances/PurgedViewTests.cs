using AccountValidation.AzureEngine.Sweeping;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Instances;

/// <summary>
/// A finished validation whose instance is gone: purged by an operator, or lost with its task hub. Reading decides, and
/// changes nothing.
/// </summary>
public sealed class PurgedViewTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_Purged_FindsNothingAndDeletesNothing()
    {
        await using var world = await World.StartAsync(azurite);
        var purged = await world.FinishNewAsync(claim: Some.Claim());
        var kept = await world.FinishNewAsync(Some.Request("banh_2"));
        await world.Instances.PurgeAsync(purged.Id, Token);
        var before = await KeptAsync(world);

        Assert.Null(await world.FindAsync(purged.Id));
        Assert.Null(await world.Process.Engine.SignalAsync(purged.Id, new Signal.Redeliver(), Token));
        Assert.Equal([kept.Id], await Listing.IdsAsync(world, new() { Limit = 9 }));
        Assert.Equal([kept.Id], await Listing.IdsAsync(world, new() { Limit = 9, CustomerId = "cst_1" }));
        Assert.IsType<StartResult.Purged>(await world.StartAsync(world.Accepted(), Some.Claim()));

        Assert.Equal(before, await KeptAsync(world));
    }

    [Fact]
    public async Task Read_TaskHubIsGone_FindsEveryFinishedAndDeletesNothing()
    {
        await using var world = await World.StartAsync(azurite);
        var finished = await world.FinishNewAsync(claim: Some.Claim());
        var before = await KeptAsync(world);
        await world.LoseHubAsync();

        await IsReadableAsync(world, finished);
        Assert.Equal(before, await KeptAsync(world));
    }

    [Fact]
    public async Task Read_TaskHubWasMadeAnew_FindsWhatTheOldOneFinishedAndTellsPurgesOfItsOwn()
    {
        await using var world = await World.StartAsync(azurite);
        var old = await world.FinishNewAsync(claim: Some.Claim());
        await world.LoseHubAsync();
        await world.MakeHubAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await using var restarted = world.NewProcess();
        var other = Assert
            .IsType<StartResult.Started>(
                await restarted.Engine.StartAsync(world.Accepted(Some.Request("banh_2")), claim: null, Token))
            .Validation;
        await Runner.ToTheEndAsync(world, other.Id);
        await world.Instances.PurgeAsync(other.Id, Token);

        await IsReadableAsync(world, old);
        Assert.Null(await world.FindAsync(other.Id));
    }

    [Fact]
    public async Task Read_TaskHubWasMadeAnewUnderTheProcess_ItsNextStartMarksTheNewOne()
    {
        await using var world = await World.StartAsync(azurite);
        var old = await world.FinishNewAsync();
        await world.LoseHubAsync();
        await world.MakeHubAsync();
        Assert.NotNull(await world.FindAsync(old.Id));
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        var other = await world.FinishNewAsync(Some.Request("banh_2"));
        await world.Instances.PurgeAsync(other.Id, Token);

        Assert.NotNull(await world.FindAsync(old.Id));
        Assert.Null(await world.FindAsync(other.Id));
    }

    [Fact]
    public async Task Start_TaskHubIsNotWhereItIsExpected_SetsNoMarkThere()
    {
        await using var world = await World.StartAsync(azurite);
        await world.LoseHubAsync();

        var finished = await world.FinishNewAsync();
        await world.MakeHubAsync(); // too late for it
        await world.Instances.PurgeAsync(finished.Id, Token);

        Assert.NotNull(await world.FindAsync(finished.Id));
    }

    [Fact]
    public async Task Retention_TaskHubIsGone_PurgesNothingBeforeItsTime()
    {
        await using var world = await World.StartAsync(azurite);
        var finished = await world.FinishNewAsync();
        await world.LoseHubAsync();
        world.Clock.Advance(TimeSpan.FromDays(89));

        await world.Process.Get<RetentionPurge>().PurgeAsync(Token);

        Assert.NotNull(await world.FindAsync(finished.Id));
        Assert.Single(await world.EntitiesAsync("Validations"));
    }

    private static async Task IsReadableAsync(World world, Validation finished)
    {
        Assert.Equal(finished.Status, (await world.FindAsync(finished.Id))?.Status);
        Assert.Contains(finished.Id, await Listing.IdsAsync(world, new() { Limit = 9 }));
        Assert.Equal(
            finished.Id,
            Assert.IsType<StartResult.Replayed>(await world.StartAsync(world.Accepted(), Some.Claim())).Validation.Id);
    }

    // Every row with its version: what was written again is another one.
    private static async Task<IReadOnlyList<string>> KeptAsync(World world)
    {
        var kept = new List<string>();
        foreach (
            var table in new[]
            {
                "Validations",
                "ValidationIndex",
                "ValidationAccounts",
                "ValidationKeys",
                "CustomerAccounts",
            })
        {
            kept.AddRange(
                (await world.EntitiesAsync(table)).Select(entity =>
                    $"{table} {entity.PartitionKey} {entity.RowKey} {entity.ETag}"));
        }

        return kept;
    }
}
