using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Instances;

/// <summary>
/// A start whose process dies at every single call it makes, before and after the call's effect, and those who meet
/// what is left.
/// </summary>
public sealed class BrokenStartTests(AzuriteFixture azurite)
{
    // Account read and locked, unsettled row, row, two entries in lists, instance, and the note that all is done.
    private const int FewestCalls = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("KilledBefore")]
    [InlineData("KilledAfter")]
    public Task Start_KilledAnywhere_TheSameKeyCompletesItOnce(string how) =>
        AtEveryCallAsync(Enum.Parse<Fault>(how), Some.Claim(), async (world, _) =>
        {
            var again = await world.StartAsync(world.Accepted(), Some.Claim());

            var id = again is StartResult.Replayed replayed
                ? replayed.Validation.Id
                : Assert.IsType<StartResult.Started>(again).Validation.Id;
            await IsOneAndRunsAsync(world, id);
            Assert.IsType<StartResult.Replayed>(await world.StartAsync(world.Accepted(), Some.Claim()));
        });

    [Theory]
    [InlineData("KilledBefore")]
    [InlineData("KilledAfter")]
    public Task Start_KilledAnywhere_AnotherStartForTheAccountCompletesIt(string how) =>
        AtEveryCallAsync(Enum.Parse<Fault>(how), Some.Claim(), async (world, broken) =>
        {
            var other = world.Accepted();
            var result = await world.StartAsync(other);

            var id = result is StartResult.AccountBusy busy
                ? busy.ValidationId
                : Assert.IsType<StartResult.Started>(result).Validation.Id;
            Assert.Contains(id, new[] { broken.Id, other.Id });
            await IsOneAndRunsAsync(world, id);
        });

    [Theory]
    [InlineData("KilledBefore")]
    [InlineData("KilledAfter")]
    public Task Start_KilledAnywhereWithoutAKey_TheSweepCompletesIt(string how) =>
        AtEveryCallAsync(Enum.Parse<Fault>(how), claim: null, async (world, broken) =>
        {
            var wasAccepted = (await world.AccountAsync()).LockedBy == broken.Id;
            await world.SweepAsync();
            await world.SweepAsync();

            Assert.Equal(wasAccepted ? [broken.Id] : [], world.Instances.Started);
            Assert.Equal(wasAccepted ? 1 : 0, (await world.UnfinishedAsync()).Count);
            if (wasAccepted)
            {
                await IsOneAndRunsAsync(world, broken.Id);
            }
        });

    [Fact]
    public async Task Start_BrokenOffAndItsKeyUsedElsewhere_IsGivenUpByTheSweepAndFreesItsAccount()
    {
        await using var world = await World.StartAsync(azurite);
        var broken = world.Accepted();
        await using var process = world.NewProcess(Faults.Once("POST ValidationKeys", Fault.KilledBefore));
        Assert.False(await KilledException.SurvivesAsync(() => process.Engine.StartAsync(broken, Some.Claim(), Token)));
        var elsewhere = await world.StartNewAsync(Some.Request("banh_2"), Some.Claim(fingerprint: "other"));

        await world.SweepAsync();

        Assert.Equal([elsewhere.Id], world.Instances.Started);
        Assert.Null(await world.UnsettledRowAsync(broken));
        Assert.Equal(
            (null, Account.Unknown),
            await world.AccountAsync() is var account ? (account.LockedBy, account.Account) : default);
        Assert.Null(await world.FindAsync(broken.Id));
        Assert.DoesNotContain(world.Process.Metrics.Lines, line =>
            line.Contains("half_started", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_InstancesCannotBeReached_IsUnavailableAndCompletedBySendingItAgain()
    {
        await using var world = await World.StartAsync(azurite);
        var validation = world.Accepted();
        await using var process = world.NewProcess(Faults.Once("Instances.Start", Fault.RequestLost));

        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            process.Engine.StartAsync(validation, Some.Claim(), Token));
        Assert.IsType<StartResult.Replayed>(await process.Engine.StartAsync(world.Accepted(), Some.Claim(), Token));

        await IsOneAndRunsAsync(world, validation.Id);
    }

    // Dies at the first call, at the second, and so on, each time in a new world, until it lives to its end.
    private async Task AtEveryCallAsync(Fault how, IdempotencyClaim? claim, Func<World, Validation, Task> meet)
    {
        for (var (call, survived) = (1, false); !survived; call++)
        {
            await using var world = await World.StartAsync(azurite);
            var broken = world.Accepted();
            await using var process = world.NewProcess(Faults.KillAt(Calls.ToMakeTables + call, how));
            survived = await KilledException.SurvivesAsync(() => process.Engine.StartAsync(broken, claim, Token));
            Assert.True(survived || call < 30, "It never comes to its end.");
            Assert.True(!survived || call > FewestCalls, "It makes fewer calls than a start has.");
            await meet(world, broken);
        }
    }

    private static async Task IsOneAndRunsAsync(World world, string id)
    {
        Assert.Equal([id], world.Instances.Started);
        Assert.Single(await world.EntitiesAsync("Validations"));
        Assert.Equal(2, (await world.EntitiesAsync("ValidationIndex")).Count);
        Assert.True((await world.EntitiesAsync("ValidationKeys")).Count <= 1);
        Assert.True(
            (await world.EntitiesAsync("ValidationAccounts"))
                .Single(entity => entity.GetString("ValidationId") == id)
                .GetBoolean("IsStarted"));
        Assert.Equal(id, (await world.AccountAsync()).LockedBy);
        await Runner.ToTheEndAsync(world, id);
        Assert.Equal(1, world.Juspay.Pennies);
        Assert.Single(world.Receiver.Deliveries);
        await world.SweepAsync(); // it takes out what is left of a start that never got the account
        Assert.Empty(await world.UnfinishedAsync());
    }
}
