using AccountValidation.AzureEngine.Sweeping;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Tests.Azurite;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Tests.Sweeping;

/// <summary>A purge of more validations than are purged at once, and what cuts it off.</summary>
public sealed class RetentionOfManyTests(AzuriteFixture azurite)
{
    private const int SideBySide = 16;
    private const int Many = SideBySide + 4;
    private static readonly TimeSpan Retained = TimeSpan.FromDays(90);
    private static readonly TimeSpan MuchTooLong = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Purge_Many_PurgesSixteenSideBySide()
    {
        await using var world = await WorldOfManyAsync();
        var (inside, together) = (0, new TaskCompletionSource());
        world.Instances.DuringPurge = async token =>
        {
            if (Interlocked.Increment(ref inside) == SideBySide)
            {
                together.SetResult();
            }

            await together.Task.WaitAsync(MuchTooLong, token);
        };

        await PurgeAsync(world);

        Assert.Empty(await world.EntitiesAsync("Validations"));
        Assert.Empty(await world.EntitiesAsync("ValidationIndex"));
    }

    [Fact]
    public async Task Purge_Cancelled_StopsSaysWhatItDidAndGoesOnTheNextNight()
    {
        await using var world = await WorldOfManyAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var inside = 0;
        world.Instances.DuringPurge = async token =>
        {
            // The first goes through, and the others wait. One more than are purged at once: so the first is done.
            var number = Interlocked.Increment(ref inside);
            if (number == SideBySide + 1)
            {
                await stop.CancelAsync();
            }

            await Task.Delay(number == 1 ? TimeSpan.Zero : MuchTooLong, token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            world.Process.Get<RetentionPurge>().PurgeAsync(stop.Token));
        Assert.Equal(Many - 1, (await world.EntitiesAsync("Validations")).Count);
        Assert.Contains("Purged 1 validations", world.Process.Logs.All, StringComparison.Ordinal);
        world.Instances.DuringPurge = _ => Task.CompletedTask;
        await PurgeAsync(world);

        Assert.Empty(await world.EntitiesAsync("Validations"));
    }

    [Fact]
    public async Task Purge_TakesTooLong_EndsInTimeAndGoesOnTheNextNight()
    {
        await using var world = await WorldOfManyAsync();
        world.Instances.DuringPurge = _ =>
        {
            world.Clock.Advance(TimeSpan.FromMinutes(25));
            return Task.CompletedTask;
        };

        await PurgeAsync(world);
        Assert.InRange((await world.EntitiesAsync("Validations")).Count, Many - SideBySide, Many - 1);
        world.Instances.DuringPurge = _ => Task.CompletedTask;
        await PurgeAsync(world);

        Assert.Empty(await world.EntitiesAsync("Validations"));
    }

    [Fact]
    public async Task Purge_InstancesCannotBeReached_CountsInOneLineAndKeepsEveryRow()
    {
        await using var world = await WorldOfManyAsync();
        var process = world.NewProcess(Faults.Always("Instances.Purge"));

        await process.Get<RetentionPurge>().PurgeAsync(Token);

        var line = Assert.Single(process.Logs.Lines, line => line.Level == LogLevel.Warning);
        Assert.StartsWith($"{Many} validations could not be purged", line.Text, StringComparison.Ordinal);
        Assert.Equal(Many, (await world.EntitiesAsync("Validations")).Count);
    }

    [Fact]
    public async Task Purge_RedeliveredMeanwhile_KeepsItAndItsAnswer()
    {
        await using var world = await World.StartAsync(azurite);
        var finished = await world.FinishNewAsync();
        world.Clock.Advance(Retained + TimeSpan.FromSeconds(1));
        world.Instances.DuringPurge = async token =>
            await world.Process.Engine.SignalAsync(finished.Id, new Signal.Redeliver(), token);

        await PurgeAsync(world);
        await Runner.ToTheEndAsync(world, (await world.RowAsync(finished.Id)).Driver);

        Assert.Equal(2, (await world.FindAsync(finished.Id))?.Callback!.Round);
    }

    // Finished at once, since it is cancelled and has no callback.
    private async Task<World> WorldOfManyAsync()
    {
        var world = await World.StartAsync(azurite);
        for (var number = 0; number < Many; number++)
        {
            var accepted = world.Accepted(Some.Request($"banh_{number}", callbackUrl: null));
            await world.Rows.AddAsync(
                ValidationRow
                    .Of(accepted, world.Instances.HubName)
                    .With(Lifecycle.Apply(accepted, new Signal.Cancel(), world.Now), world.Now),
                Token);
        }

        world.Clock.Advance(Retained + TimeSpan.FromSeconds(1));
        return world;
    }

    private static Task PurgeAsync(World world) => world.Process.Get<RetentionPurge>().PurgeAsync(Token);
}
