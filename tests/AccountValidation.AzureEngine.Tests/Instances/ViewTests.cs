using System.Text.Json;
using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Instances;

public sealed class ViewTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_Running_JoinsWhatTheInstanceKnowsAndWhatOnlyTheRowMayHold()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        await world.Rows.KeepDetailsAsync(accepted.Id, new(BeneficiaryName: Some.Name), Token);
        world.Instances.Become(accepted.Id, Some.DueToPay(accepted, world.Now));

        var found = await world.FindAsync(accepted.Id);

        Assert.Equal((1, ValidationStatus.Pending), (found!.Checks, found.Status));
        Assert.Equal((Some.CallbackUrl, "A-17"), (found.Request.CallbackUrl, found.Request.Metadata["applicationId"]));
        Assert.Equal(
            (AccountStatus.Created, Some.Name), (found.LastSeen!.Status, found.LastSeen.Details.BeneficiaryName));
    }

    [Fact]
    public async Task Find_HeldByAnOperator_IsSuspendedUntilItIsFinished()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        world.Instances.Become(accepted.Id, InstanceState.Suspended);
        Assert.True((await world.FindAsync(accepted.Id))!.IsSuspended);
        Assert.True((await world.Process.Engine.ListAsync(new() { Limit = 1 }, Token)).Found.Single().IsSuspended);

        world.Instances.Become(accepted.Id, InstanceState.Running);
        await Runner.ToTheEndAsync(world, accepted.Id);
        world.Instances.Become(accepted.Id, InstanceState.Suspended);

        Assert.False((await world.FindAsync(accepted.Id))!.IsSuspended);
    }

    [Fact]
    public async Task List_ByCaller_FindsWhatThisCallerStarted()
    {
        await using var world = await World.StartAsync(azurite);
        await world.StartNewAsync(Some.Request(account: "banh_of_nobody"));
        var accepted = world.Accepted() with { Caller = "onboarding" };
        await world.StartAsync(accepted);
        var filter = new ValidationFilter { Limit = 10, Caller = "onboarding" };

        Assert.Equal(accepted.Id, Assert.Single((await world.Process.Engine.ListAsync(filter, Token)).Found).Id);
        await Runner.ToTheEndAsync(world, accepted.Id);
        Assert.Equal("onboarding", (await world.FindAsync(accepted.Id))!.Caller);
        Assert.Empty((await world.Process.Engine.ListAsync(filter with { Caller = "lending" }, Token)).Found);
    }

    [Fact]
    public async Task Find_StateOfANewerVersion_IsShownAsTheRowHasIt()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        using var newer = JsonDocument.Parse("""{ "version": 99 }""");
        world.Instances.Become(
            accepted.Id,
            world.Instances[accepted.Id]!.Turn! with
            {
                State = newer.RootElement.Clone(),
            });

        Assert.Equal(
            (0, ValidationStatus.Pending),
            await world.FindAsync(accepted.Id) is { } found ? (found.Checks, found.Status) : default);
    }

    [Fact]
    public async Task Find_InputIsNoneOfOurs_IsShownAsTheRowHasIt()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        var other = await world.StartNewAsync(Some.Request("banh_2"));
        world.Instances.Become(accepted.Id, turn: null);
        Assert.NotNull(await world.FindAsync(accepted.Id));

        world.Instances.Become(accepted.Id, world.Instances[other.Id]!.Turn);

        Assert.Equal("banh_1", (await world.FindAsync(accepted.Id))!.Request.CustomerAccountId);
    }

    [Fact]
    public async Task Find_Settled_IsShownAsTheRowHasItWhateverTheInstanceSays()
    {
        await using var world = await World.StartAsync(azurite);
        world.Receiver.Answer = System.Net.HttpStatusCode.InternalServerError;
        var accepted = await world.StartNewAsync();
        await Runner.UntilItWaitsAsync(world, accepted.Id); // for the next attempt to deliver
        world.Instances.Become(accepted.Id, Some.DueToPay(accepted, world.Now));

        Assert.Equal(
            (ValidationStatus.Active, 1),
            await world.FindAsync(accepted.Id) is { } found ? (found.Status, found.Callback!.Attempts) : default);
    }

    [Fact]
    public async Task Find_RunningAndItsInstancePurged_StaysUntilTheSweepVisitsIt()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        await world.Instances.PurgeAsync(accepted.Id, Token);

        Assert.Equal(ValidationStatus.Pending, (await world.FindAsync(accepted.Id))!.Status);
    }

    [Fact]
    public async Task Find_InstancesCannotBeReached_IsUnavailable()
    {
        await using var world = await World.StartAsync(azurite);
        var accepted = await world.StartNewAsync();
        var process = world.NewProcess(Faults.Always("Instances.Find"));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => process.Engine.FindAsync(accepted.Id, Token));
    }

    [Theory]
    [InlineData("val_unknown")]
    [InlineData("val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C")]
    [InlineData("val_01jd3z6q2m8r5t7v9x0y1a2b3c")]
    [InlineData("val_ZZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("x'or'1'eq'1")]
    [InlineData("~")]
    public async Task Find_IdThatWasNeverGiven_IsNull(string id)
    {
        await using var world = await World.StartAsync(azurite);

        Assert.Null(await world.FindAsync(id));
        Assert.Null(await world.Process.Engine.SignalAsync(id, new Signal.Cancel(), Token));
        Assert.Null(await world.Process.Engine.WaitUntilSettledAsync(id, TimeSpan.FromSeconds(1), Token));
    }
}
