using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Accounts;

/// <summary>
/// Money belongs to the account, whatever its validations are called and however they end (rules 1, 3 and 7).
/// </summary>
public sealed class AccountTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FourSpellingsAtOnce_HaveOneLockAndOnePenny()
    {
        await using var world = await World.StartAsync(azurite);
        (string Account, string Customer)[] spellings =
        [
            ("banh_1", "cst_1"),
            ("banh_1", "CST_1"),
            ("banh_1", "cst_other"),
            ("BANH_1", "cst_1"),
        ];
        var starts = spellings
            .Select(spelling =>
                (
                    Process: world.NewProcess(),
                    Accepted: world.Accepted(Some.Request(spelling.Account, spelling.Customer))))
            .ToList();

        var results = await Task.WhenAll(
            starts.Select(start => Task.Run(() => start.Process.Engine.StartAsync(start.Accepted, null, Token), Token))
        );

        var started = Assert.Single(results.OfType<StartResult.Started>()).Validation;
        Assert.All(results.OfType<StartResult.AccountBusy>(), busy => Assert.Equal(started.Id, busy.ValidationId));
        Assert.Equal(3, results.OfType<StartResult.AccountBusy>().Count());
        Assert.Equal([started.Id], world.Instances.Started);
        await Runner.ToTheEndAsync(world, started.Id);
        Assert.Equal(1, world.Juspay.Pennies);
        Assert.Empty(await world.UnfinishedAsync());
    }

    // A was answered, B starts right behind it, and a replica that is behind answers B's first check.
    [Fact]
    public async Task StartRightAfterAnAnswer_TakesItNotForItsOwn_AndTheNextDoesNotPayBesideItsPenny()
    {
        await using var world = await World.StartAsync(azurite);
        var first = await world.FinishNewAsync();
        var second = await world.StartNewAsync();
        Assert.Equal(new(AccountStatus.Active, new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)), second.LastAnswer?.Shown);

        await Runner.UntilItWaitsAsync(world, second.Id); // the check still shows CREATED
        Assert.Equal((ValidationStatus.Pending, 1), ((await world.FindAsync(second.Id))!.Status, world.Juspay.Pennies));
        (world.Juspay.Check, world.Juspay.Drop) = (JuspayStub.Account("ACTIVE"), null);
        await Runner.UntilAsync(world, second.Id, () => world.Juspay.Pennies == 2);
        await Runner.UntilItWaitsAsync(world, second.Id);
        // The first one's answer is no answer to this penny.
        Assert.IsType<Stage.Confirming>((await world.FindAsync(second.Id))!.Stage);

        await world.Process.Engine.SignalAsync(second.Id, new Signal.Cancel(), Token);
        var third = await world.StartNewAsync();
        Assert.Equal(second.Id, third.Drop?.ValidationId);
        await Runner.UntilItWaitsAsync(world, third.Id);
        Assert.Equal(2, world.Juspay.Pennies);
        Assert.Equal(ValidationStatus.Active, (await world.FindAsync(first.Id))!.Status);
    }

    // A's penny is pending, A is cancelled, and a replica that is behind shows B an account without any penny.
    [Fact]
    public async Task StartAfterACancel_FollowsThePendingPennyAndDoesNotPay()
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Drop = JuspayStub.Account("PENDING");
        var first = await world.StartNewAsync();
        await Runner.UntilItWaitsAsync(world, first.Id);
        await world.Process.Engine.SignalAsync(first.Id, new Signal.Cancel(), Token);

        var second = await world.StartNewAsync(Some.Request("BANH_1", "cst_2"));
        var tomorrow = world.Now.AddHours(24);
        await Runner.UntilAsync(world, second.Id, () => world.Now > tomorrow);
        Assert.Equal((ValidationStatus.Pending, 1), ((await world.FindAsync(second.Id))!.Status, world.Juspay.Pennies));

        await world.Process.Engine.SignalAsync(second.Id, new Signal.Cancel(), Token);
        var follower = await world.StartNewAsync();
        world.Juspay.Check = JuspayStub.Account("ACTIVE");
        await Runner.ToTheEndAsync(world, follower.Id);
        Assert.Equal(
            (ValidationStatus.Active, 1), ((await world.FindAsync(follower.Id))!.Status, world.Juspay.Pennies));
        Assert.Null((await world.AccountAsync()).Account.OpenDrop);
    }

    [Fact]
    public async Task ExpiredUnproved_LeavesItsPennyOpen()
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Check = JuspayStub.Account("FAILURE"); // no check can prove the absence of a second failure
        world.Juspay.Drop = null;
        var first = Assert
            .IsType<StartResult.Started>(
                await world.StartAsync(world.Accepted() with { DeadlineAt = world.Now.AddHours(1) }))
            .Validation;
        await Runner.UntilAsync(world, first.Id, () => world.Juspay.Pennies == 1);
        await Runner.ToTheEndAsync(world, first.Id);
        Assert.Equal(ValidationStatus.Expired, (await world.FindAsync(first.Id))!.Status);

        var second = await world.StartNewAsync();
        await Runner.UntilItWaitsAsync(world, second.Id);

        Assert.Equal((first.Id, 1), (second.Drop?.ValidationId, world.Juspay.Pennies));
    }

    [Theory]
    [InlineData("https://api.juspay.in/", null)]
    [InlineData("https://sandbox.juspay.in/", "another")]
    public async Task OtherJuspayThanTheOpenPennys_IsHeldAndAsksAndPaysNobody(string url, string? merchant)
    {
        await using var world = await World.StartAsync(azurite);
        world.Juspay.Drop = null;
        var first = await world.StartNewAsync();
        await Runner.UntilAsync(world, first.Id, () => world.Juspay.Pennies == 1);
        await Runner.UntilItWaitsAsync(world, first.Id);
        var calls = world.Juspay.Calls.Count;
        await using var other = world.NewProcess(
            juspay: new()
            {
                ApiKey = "key_test",
                BaseUrl = new(url),
                MerchantId = merchant,
            });

        await Runner.UntilAsync(
            world,
            first.Id,
            () => world.Instances[first.Id]!.Turn!.ReadState().CallFailure?.Cause == ReplyCauses.OtherJuspay,
            other);
        await other.Engine.SignalAsync(first.Id, new Signal.Cancel(), Token);
        var second = Assert
            .IsType<StartResult.Started>(await other.Engine.StartAsync(world.Accepted(), null, Token))
            .Validation;
        await Runner.UntilItWaitsAsync(world, second.Id, other);

        Assert.Equal(ReplyCauses.OtherJuspay, (await world.FindAsync(second.Id))!.CallFailure?.Cause);
        Assert.Equal(calls, world.Juspay.Calls.Count);
        Assert.Equal(Some.Juspay, (await world.AccountAsync()).Account.OpenDrop?.Drop.Juspay);
    }

    [Fact]
    public async Task OtherRoutingId_IsRefusedAndTheDefaultTakesTheOneInUse()
    {
        await using var world = await World.StartAsync(azurite);
        await world.FinishNewAsync(Some.Request() with { RoutingId = "route_1" });

        var refused = await world.StartAsync(
            world.Accepted(Some.Request() with { RoutingId = "route_2" }), Some.Claim());
        Assert.Equal("route_1", Assert.IsType<StartResult.RoutingIdInUse>(refused).RoutingId);
        Assert.Empty(await world.UnfinishedAsync());
        Assert.Empty(await world.EntitiesAsync("ValidationKeys"));

        var started = await world.StartNewAsync();
        Assert.Equal("route_1", started.Request.RoutingId);
        Assert.Equal("route_1", world.Instances[started.Id]!.Turn!.ReadState().Request.RoutingId);
        Assert.Equal("route_1", (await world.RowAsync(started.Id)).State.Request.RoutingId);
    }

    // Two starts that name different routing ids: whichever locks the account first decides.
    [Fact]
    public async Task TwoRoutingIdsAtOnce_OneIsUsed()
    {
        await using var world = await World.StartAsync(azurite);
        var starts = Enumerable
            .Range(0, 10)
            .Select(number =>
                (
                    Process: world.NewProcess(),
                    Accepted: world.Accepted(Some.Request() with { RoutingId = $"route_{number}" })))
            .ToList();

        var results = await Task.WhenAll(
            starts.Select(start => Task.Run(() => start.Process.Engine.StartAsync(start.Accepted, null, Token), Token))
        );

        var started = Assert.Single(results.OfType<StartResult.Started>()).Validation;
        Assert.Equal(started.Request.RoutingId, (await world.AccountAsync()).Account.RoutingId);
        Assert.Equal(["slot-" + started.Id], await world.UnfinishedAsync());
    }
}
