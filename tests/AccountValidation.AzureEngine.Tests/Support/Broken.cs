using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.Core;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>What was broken off in the middle.</summary>
internal static class Broken
{
    /// <summary>
    /// A validation whose penny drop has its entry in the journal; what became of it has none, and the instance knows
    /// neither.
    /// </summary>
    public static async Task<Validation> PennyAsync(World world)
    {
        var accepted = await world.StartNewAsync();
        var due = Some.DueToPay(accepted, world.Now);
        world.Instances.Become(accepted.Id, due);
        var process = world.NewProcess(Faults.Once(Calls.Intent, Fault.KilledAfter));
        Assert.False(
            await KilledException.SurvivesAsync(() =>
                Runner.PerformAsync(
                    process, ActivityNames.DropPenny, new(due.Id, due.Id, StateElement.Of(due), world.Now, 1))));
        return accepted;
    }

    /// <summary>
    /// A sweep is killed at each of its calls in turn: the next one takes over, one successor is started and comes to
    /// the end, the caller is called back once, and nothing stays open.
    /// </summary>
    /// <param name="azurite">The storage.</param>
    /// <param name="how">Before or after the call.</param>
    /// <param name="end">Begins a validation whose orchestration has ended.</param>
    /// <param name="expected">How it settles, and the pennies that were dropped.</param>
    public static async Task KillEverySweepAsync(
        AzuriteFixture azurite,
        Fault how,
        Func<World, Task<Validation>> end,
        (ValidationStatus Status, int Pennies) expected)
    {
        for (var (call, survived) = (1, false); !survived; call++)
        {
            await using var world = await World.StartAsync(azurite);
            var accepted = await end(world);
            var process = world.NewProcess(Faults.KillAt(Calls.ToMakeTables + call, how));
            survived = await KilledException.SurvivesAsync(() => world.SweepAsync(process)) && !process.Faults.IsDead;

            await world.SweepAsync();
            await world.SweepAsync();

            var driver = (await world.RowAsync(accepted.Id)).Driver;
            Assert.Equal([accepted.Id, driver], world.Instances.Started);
            await Runner.ToTheEndAsync(world, driver);
            var row = await world.RowAsync(accepted.Id);
            Assert.Equal((expected.Status, accepted.Id), (row.State.Status, row.Anchor));
            Assert.Equal((expected.Pennies, 1), (world.Juspay.Pennies, world.Receiver.Deliveries.Count));
            Assert.Empty(await world.UnfinishedAsync());
            Assert.True(survived || call < 20, "It never comes to its end.");
        }
    }
}
