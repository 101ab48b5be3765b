using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Instances;

/// <summary>Lists and summaries by what validations wait for, which only their orchestrations know.</summary>
public sealed class WaitingTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_ByCauseOrCallback_ReadsWhereTheOrchestrationStands()
    {
        await using var world = await World.StartAsync(azurite);
        var (waiting, suspended, finished) = await StartThreeAsync(world);

        Assert.Equal([waiting], await Listing.IdsAsync(world, new() { Limit = 10, WaitingFor = [WaitCause.Permit] }));
        Assert.Equal(
            [suspended], await Listing.IdsAsync(world, new() { Limit = 10, WaitingFor = [WaitCause.Suspended] }));
        Assert.Equal(
            [finished],
            await Listing.IdsAsync(world, new() { Limit = 10, CallbackStatuses = [CallbackStatus.Delivered] }));
        Assert.Equal([finished], await Listing.IdsAsync(world, new() { Limit = 10, SettledFrom = world.Now }));
        Assert.Empty(await Listing.IdsAsync(world, new() { Limit = 10, SettledTo = world.Now }));
    }

    [Fact]
    public async Task List_LastPageThatIsFull_SaysThatNothingFollows()
    {
        await using var world = await World.StartAsync(azurite);
        await StartThreeAsync(world);

        var filter = new ValidationFilter { Limit = 2, Statuses = [ValidationStatus.Pending] };
        Assert.Null((await world.Process.Engine.ListAsync(filter, Token)).ContinueAfter);
        var first = await world.Process.Engine.ListAsync(filter with { Limit = 1 }, Token);
        var second = await world.Process.Engine.ListAsync(
            filter with { Limit = 1, After = first.ContinueAfter }, Token);
        Assert.Equal((1, 1), (first.Found.Count, second.Found.Count));
        Assert.Null(second.ContinueAfter);
    }

    [Fact]
    public async Task Summary_CountsTheUnfinishedByCauseAndReceiver()
    {
        await using var world = await World.StartAsync(azurite);
        await StartThreeAsync(world);

        var summary = await world.Process.Engine.SummarizeAsync(Token);

        Assert.False(summary.IsComplete);
        Assert.Equal((1L, 1L), (summary.WaitingFor(WaitCause.Permit), summary.WaitingFor(WaitCause.Suspended)));
        Assert.Equal(new Tally<ValidationStatus>(ValidationStatus.Pending, 2, world.Now), summary.Statuses.Single());
    }

    private static async Task<(string Waiting, string Suspended, string Finished)> StartThreeAsync(World world)
    {
        var finished = await world.StartNewAsync(Some.Request("banh_3"));
        await Runner.ToTheEndAsync(world, finished.Id);
        var waiting = await world.StartNewAsync(Some.Request("banh_1"));
        var suspended = await world.StartNewAsync(Some.Request("banh_2"));
        world.Instances.Become(suspended.Id, AccountValidation.AzureEngine.Instances.InstanceState.Suspended);
        return (waiting.Id, suspended.Id, finished.Id);
    }
}
