using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Sweeping;

/// <summary>What a sweep reads: the outline of everything open, and the instances of what is due.</summary>
public sealed class SweepTimesTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_OneThatWaitsForDays_IsVisitedEverMoreSeldom_AndCountedEachTime()
    {
        await using var world = await World.StartAsync(azurite);
        await world.StartNewAsync();
        var checks = new List<int>();
        for (var minute = 1; minute <= 180; minute++)
        {
            var before = world.Instances.Reads;
            await world.SweepAsync();
            if (world.Instances.Reads > before)
            {
                checks.Add(minute);
            }
        }

        Assert.Equal([1, 2, 3, 5, 8, 12, 18, 27, 41, 62, 92, 122, 152], checks);
        Assert.Equal(180, world.Process.Metrics.Lines.Count(line => line == "accountvalidation.open 1"));
    }

    [Fact]
    public async Task Sweep_VisitedByAClockThatWasAhead_IsVisitedNow()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        var found = await world.Entries.ReadAllAsync(Token).SingleAsync(Token);
        await world.Entries.SweepAgainAsync(found, world.Now.AddDays(1), Token);
        world.Instances.Become(accepted.Id, InstanceState.Terminated);

        await world.SweepAsync();

        Assert.Equal(InstanceIds.AfterEndOf(accepted.Id), (await world.RowAsync(accepted.Id)).Driver);
    }

    // The history was written, and its process died before the instance was shown as ended: nothing would ever happen
    // to it again.
    [Theory]
    [InlineData(InstanceState.Terminated, "CANCELLED")]
    [InlineData(InstanceState.Failed, "ACTIVE")]
    public async Task Sweep_EndedAndStillShownAsRunning_IsTakenOver(InstanceState end, string status)
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.EndUnseen(accepted.Id, end);
        await world.SweepAsync();
        Assert.Equal([accepted.Id], world.Instances.Started); // it may be at work

        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.SweepAsync();
        await Runner.ToTheEndAsync(world, InstanceIds.AfterEndOf(accepted.Id));

        Assert.Equal(status, Core.StatusNames.Of((await world.FindAsync(accepted.Id))!.Status));
    }

    [Fact]
    public async Task Sweep_RunningAndQuietSinceItWaits_ItsHistoryIsNotRead()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        var waiting = world.Instances[accepted.Id]!.Turn!.Deciding(new NextAction.Wait(world.Now.AddDays(1)));
        world.Instances.Become(accepted.Id, waiting);
        world.Instances.EndUnseen(accepted.Id, InstanceState.Failed);
        world.Clock.Advance(TimeSpan.FromHours(1));

        await world.SweepAsync();

        Assert.Equal([accepted.Id], world.Instances.Started);
    }
}
