using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Steps;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Tests.Azurite;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.AzureEngine.Tests.Steps;

/// <summary>
/// Two machines of the app have clocks that differ: what proves absence is timed by the one that they share.
/// </summary>
public sealed class SharedClockTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(20)]
    [InlineData(-20)]
    public async Task Check_ThatMayProveAbsence_CountsFromBeforeItBegan(int machineIsAheadBy)
    {
        await using var world = await World.StartAsync(azurite);
        var confirming = await UncertainAsync(world);
        world.Clock.Advance(Some.Terms.JuspayTimeout + Some.Terms.ConfirmAfter);
        var machine = new FakeTimeProvider(world.Now.AddSeconds(machineIsAheadBy));

        var report = await PerformAsync(world, ActivityNames.CheckAccount, confirming, machine);

        Assert.Equal(world.Now, Assert.IsType<Outcome.Checked>(report.ReadOutcome()).StartedAt);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public async Task PennyDrop_ThatIsUncertain_EndsByTheSharedClock(int machineIsAheadBy)
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        world.Juspay.Drop = null;
        var machine = new FakeTimeProvider(world.Now.AddSeconds(machineIsAheadBy));

        var report = await PerformAsync(world, ActivityNames.DropPenny, due, machine);

        var ended = Assert.IsType<Outcome.PennyDropEnded>(report.ReadOutcome());
        Assert.Equal(world.Now, ended.EndedAt);
        // The orchestrator's clock is another again.
        var after = Lifecycle.Apply(due, ended, world.Now.AddSeconds(-1800));
        Assert.True(Assert.IsType<Stage.Confirming>(after.Stage).CountsFrom >= world.Now + Some.Terms.ConfirmAfter);
    }

    [Fact]
    public async Task PennyDrop_ThatIsAnswered_AsksForNoOtherClock()
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        await PerformAsync(world, ActivityNames.DropPenny, due, world.Clock);
        Assert.Equal((1, 0), (world.Juspay.Pennies, world.SharedClock.Asked));
    }

    [Fact]
    public async Task TableClock_AskedTwice_GoesForwardAsTimePasses()
    {
        await using var world = await World.StartAsync(azurite);
        var clock = new TableClock(world.Process.Get<AzureTables>());
        var before = TimeProvider.System.GetUtcNow().AddMilliseconds(-1); // the storage cuts off what is less
        var first = await clock.NowAsync("BANH_1", Token);
        var second = await clock.NowAsync("banh_1", Token);
        Assert.True(
            before <= first && first <= second && second <= TimeProvider.System.GetUtcNow(),
            $"{before:O}, {first:O}, {second:O}");
        Assert.NotNull(await world.StartNewAsync()); // its row is none of the account's
    }

    private static async Task<Validation> UncertainAsync(World world)
    {
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        var check = new Outcome.Checked(world.Now, Some.Answered(AccountStatus.Created));
        var underWay = Lifecycle.Apply(due, new Outcome.IntentRecorded(1, world.Now, check), world.Now);
        return Lifecycle.Apply(
            underWay, new Outcome.PennyDropEnded(world.Now, new JuspayReply.Unclear(ReplyCauses.TimeOut)), world.Now);
    }

    private static Task<StepReport> PerformAsync(
        World world, string activity, Validation validation, TimeProvider machine)
    {
        var steps = world.NewProcess(clock: machine).Get<JuspaySteps>();
        var request = new StepRequest(validation.Id, validation.Id, StateElement.Of(validation), world.Now, 1);
        return steps.PerformAsync(request.WithStep(activity), Token);
    }
}
