using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Sweeping;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Sweeping;

/// <summary>What a sweep leaves alone, what it clears away, and what it measures.</summary>
public sealed class SweepLimitTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_WhatWasWrittenAMomentAgo_IsLeftAlone()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.Become(accepted.Id, InstanceState.Terminated);
        var process = world.NewProcess(Faults.Once("POST Validations", Fault.KilledBefore));
        Assert.False(
            await KilledException.SurvivesAsync(() =>
                process.Engine.StartAsync(world.Accepted(Some.Request("banh_2")), null, Token)));

        await world.Process.Get<Sweeper>().SweepAsync(Token);

        Assert.Equal([accepted.Id], world.Instances.Started);
        Assert.Equal(accepted.Id, (await world.RowAsync(accepted.Id)).Driver);
    }

    [Theory]
    [InlineData("Running")]
    [InlineData("Suspended")]
    public async Task Sweep_WhatRunsOrIsHeld_IsLeftAlone(string state)
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.Become(accepted.Id, Enum.Parse<InstanceState>(state));

        await world.SweepAsync();

        Assert.Equal([accepted.Id], world.Instances.Started);
    }

    [Fact]
    public async Task Sweep_SuccessorRuns_DoesNothingMore()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.Become(accepted.Id, InstanceState.Terminated);

        await world.SweepAsync();
        await world.SweepAsync();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => world.NewProcess().Get<Sweeper>().SweepAsync(Token)));

        Assert.Equal([accepted.Id, InstanceIds.AfterEndOf(accepted.Id)], world.Instances.Started);
        Assert.Single(world.Process.Metrics.Lines, line =>
            line.StartsWith("accountvalidation.recovered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sweep_TwoAtOnce_NameOneSuccessor()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.Become(accepted.Id, InstanceState.Terminated);

        // Old enough, and whatever is written from now on is not: a sweep leaves alone what another has just taken
        // over.
        world.Clock.Advance(
            (await world.EntitiesAsync("ValidationAccounts")).Single().Timestamp!.Value
                + TimeSpan.FromSeconds(30)
                - world.Now);

        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ => Task.Run(() => world.NewProcess().Get<Sweeper>().SweepAsync(Token), Token)));

        Assert.Equal([accepted.Id, InstanceIds.AfterEndOf(accepted.Id)], world.Instances.Started);
    }

    [Fact]
    public async Task Sweep_RedeliveryNamedAndNotStarted_GoesOnAndTheAnchorStays()
    {
        await using var world = await World.StartAsync(azurite);
        var finished = await world.FinishNewAsync();
        var process = world.NewProcess(Faults.Once("Instances.Start", Fault.RequestLost));
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            process.Engine.SignalAsync(finished.Id, new Signal.Redeliver(), Token));

        await world.SweepAsync();
        var row = await world.RowAsync(finished.Id);
        await Runner.ToTheEndAsync(world, row.Driver);

        Assert.Equal(finished.Id, row.Anchor);
        Assert.Equal((2, 1), (world.Receiver.Deliveries.Count, world.Receiver.Deliveries.Distinct().Count()));
        Assert.Empty(await world.UnfinishedAsync());
    }

    [Fact]
    public async Task Sweep_FinishedAndStillEntered_IsClosed()
    {
        await using var world = await World.StartAsync(azurite);
        var finished = await world.FinishNewAsync();
        await world.Entries.AddAsync(finished, Token);

        await world.SweepAsync();

        Assert.Empty(await world.UnfinishedAsync());
        Assert.Equal([finished.Id], world.Instances.Started);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sweep_RowWasWrittenAgainAfterTheSettlement_IsFreed(bool isPurged)
    {
        await using var world = await World.StartAsync(azurite);
        var finished = await world.FinishNewAsync();
        if (isPurged)
        {
            await world.Instances.PurgeAsync(finished.Id, Token);
            Assert.Null(await world.FindAsync(finished.Id));
        }

        await world.Entries.PutAsync(
            new(world.Accepted() with { Id = finished.Id }, Key: null, IsStarted: true), Token);
        await world.Records.ChangeAsync(
            "banh_1",
            record => record.LockedBy is null ? record with { LockedBy = finished.Id } : record,
            Token);

        await world.SweepAsync();

        Assert.Empty(await world.UnfinishedAsync());
        Assert.Null((await world.AccountAsync()).LockedBy);
        await world.StartNewAsync();
    }

    [Fact]
    public async Task Sweep_PurgedAndStillEntered_IsClosed()
    {
        await using var world = await World.StartAsync(azurite);
        var finished = await world.FinishNewAsync();
        await world.Instances.PurgeAsync(finished.Id, Token);
        Assert.Null(await world.FindAsync(finished.Id));
        await world.Entries.AddAsync(finished, Token);

        await world.SweepAsync();

        Assert.Empty(await world.UnfinishedAsync());
    }

    [Fact]
    public async Task Sweep_HalfStarted_IsCompletedAndCounted()
    {
        await using var world = await World.StartAsync(azurite);
        var broken = world.Accepted();
        var process = world.NewProcess(Faults.Once("Instances.Start", Fault.KilledBefore));
        Assert.False(await KilledException.SurvivesAsync(() => process.Engine.StartAsync(broken, Some.Claim(), Token)));

        await world.SweepAsync();
        await world.SweepAsync();

        Assert.Equal([broken.Id], world.Instances.Started);
        Assert.Single(world.Process.Metrics.Lines, line => line == "accountvalidation.recovered 1 why=half_started");
        Assert.Contains(
            $"The start of validation {broken.Id} had been broken off and is complete now",
            world.Process.Logs.All,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_OneOfANewerVersion_IsLoggedAndTheOthersAreVisited()
    {
        await using var world = await World.StartAsync(azurite);
        var newer = world.Accepted();
        var process = world.NewProcess(Faults.Once("Instances.Start", Fault.KilledBefore));
        Assert.False(await KilledException.SurvivesAsync(() => process.Engine.StartAsync(newer, null, Token)));
        var accepted = await world.StartNewAsync(Some.Request("banh_2"));
        await world.OverwriteStateAsync("ValidationAccounts", newer.Id);
        world.Instances.Become(accepted.Id, InstanceState.Terminated);

        await world.SweepAsync();

        Assert.Equal([accepted.Id, InstanceIds.AfterEndOf(accepted.Id)], world.Instances.Started);
        Assert.Contains("accountvalidation.recovered 1 why=not_possible", world.Process.Metrics.Lines);
        Assert.Contains(
            $"Validation {newer.Id} could not be recovered",
            world.Process.Logs.All,
            StringComparison.Ordinal);
        Assert.Contains("accountvalidation.open 2", world.Process.Metrics.Lines);
    }

    [Fact]
    public async Task Sweep_WhatIsOpen_IsMeasured()
    {
        await using var world = await World.StartAsync(azurite);
        await world.StartNewAsync();
        world.Clock.Advance(TimeSpan.FromHours(72.9));
        await world.StartNewAsync(Some.Request("banh_2"));
        await world.FinishNewAsync(Some.Request("banh_3"));

        await world.SweepAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.SweepAsync();

        var seconds = TimeSpan.FromHours(72.9).TotalSeconds;
        Assert.Equal(
            [
                "accountvalidation.open 2",
                $"accountvalidation.oldest_pending_age {seconds + 60}",
                "accountvalidation.overdue 0",
                "accountvalidation.held 0",
                "accountvalidation.open 2",
                $"accountvalidation.oldest_pending_age {seconds + 720}",
                "accountvalidation.overdue 1",
                "accountvalidation.held 0",
            ],
            world.Process.Metrics.Lines.TakeLast(8));
    }

    [Fact]
    public async Task Sweep_Logs_NameIdsAlone()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.Become(accepted.Id, InstanceState.Terminated);

        await world.SweepAsync();
        await Runner.ToTheEndAsync(world, InstanceIds.AfterEndOf(accepted.Id));

        Assert.Contains(
            $"{accepted.Id} had ended outside its rules (terminated)",
            world.Process.Logs.All,
            StringComparison.Ordinal);
        Assert.All(Some.Secrets, secret =>
            Assert.DoesNotContain(secret, world.Process.Logs.All, StringComparison.Ordinal));
        Assert.DoesNotContain("banh_1", world.Process.Logs.All, StringComparison.Ordinal);
    }
}
