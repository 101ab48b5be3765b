using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Instances;

public sealed class StartTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Start_FreeAccount_IsStoredWithOneInstance()
    {
        await using var world = await World.StartAsync(azurite);
        var validation = world.Accepted();

        Assert.IsType<StartResult.Started>(await world.StartAsync(validation, Some.Claim()));

        Assert.Equal([validation.Id], world.Instances.Started);
        Assert.Equal(
            (validation.Id, true),
            await world.UnsettledRowAsync(validation) is { } unsettled
                ? (unsettled.Validation.Id, unsettled.IsStarted)
                : default);
        var found = await world.FindAsync(validation.Id);
        Assert.Equal(validation.Request.CallbackUrl, found!.Request.CallbackUrl);
        Assert.Equal("A-17", found.Request.Metadata["applicationId"]);
    }

    [Fact]
    public async Task Start_HolderHasSettledAndNotWrittenThat_WritesThatAndStarts()
    {
        await using var world = await World.StartAsync(azurite);
        var holder = await world.StartNewAsync();
        world.Instances.Become(holder.Id, Some.Settled(holder, world.Now));
        Assert.Equal(ValidationStatus.Active, (await world.FindAsync(holder.Id))!.Status);

        var next = await world.StartNewAsync();

        Assert.NotEqual(holder.Id, next.Id);
        Assert.Equal(ValidationStatus.Active, (await world.RowAsync(holder.Id)).State.Status);
        await Runner.ToTheEndAsync(world, holder.Id);
        Assert.Contains("ACTIVE", Assert.Single(world.Receiver.Deliveries).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutAKey_IsStarted()
    {
        await using var world = await World.StartAsync(azurite);

        await world.StartNewAsync();

        Assert.Empty(await world.EntitiesAsync("ValidationKeys"));
    }

    [Fact]
    public async Task Start_Instance_HoldsNothingConfidential()
    {
        await using var world = await World.StartAsync(azurite);

        var validation = await world.StartNewAsync();

        var input = world.Instances[validation.Id]!.Turn!.ToJson().GetRawText();
        Assert.All(Some.Secrets, secret => Assert.DoesNotContain(secret, input, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_SameKeyAndRequest_IsReplayedAsItStandsNow()
    {
        await using var world = await World.StartAsync(azurite);
        var first = await world.FinishNewAsync(claim: Some.Claim());

        var replayed = Assert
            .IsType<StartResult.Replayed>(await world.StartAsync(world.Accepted(), Some.Claim()))
            .Validation;

        Assert.Equal((first.Id, ValidationStatus.Active), (replayed.Id, replayed.Status));
        Assert.Equal([first.Id], world.Instances.Started);
        Assert.Equal(1, world.Juspay.Pennies);
    }

    [Fact]
    public async Task Start_SameKeyOtherRequest_IsKeyReusedAndLeavesItsAccountFree()
    {
        await using var world = await World.StartAsync(azurite);
        var first = await world.StartNewAsync(claim: Some.Claim());
        var other = world.Accepted(Some.Request("banh_2"));

        var result = await world.StartAsync(other, Some.Claim(fingerprint: "other"));

        Assert.Equal(first.Id, Assert.IsType<StartResult.KeyReused>(result).ValidationId);
        Assert.Null(await world.UnsettledRowAsync(other));
        Assert.Equal([first.Id], world.Instances.Started);
    }

    [Fact]
    public async Task Start_SameKeyOfAnotherCaller_IsStarted()
    {
        await using var world = await World.StartAsync(azurite);
        await world.StartNewAsync(claim: Some.Claim());

        await world.StartNewAsync(Some.Request("banh_2"), Some.Claim(caller: "other"));
    }

    [Fact]
    public async Task Start_BusyAccount_NamesItsValidationAndLeavesTheKeyUnused()
    {
        await using var world = await World.StartAsync(azurite);
        var first = await world.StartNewAsync();

        var busy = Assert.IsType<StartResult.AccountBusy>(await world.StartAsync(world.Accepted(), Some.Claim()));
        await Runner.ToTheEndAsync(world, first.Id);

        Assert.Equal(first.Id, busy.ValidationId);
        await world.StartNewAsync(claim: Some.Claim());
    }

    [Theory]
    [InlineData("banh_1", "CST_1")]
    [InlineData("banh_1", "cst_2")]
    [InlineData("BANH_1", "cst_1")]
    public async Task Start_AccountUnderWayUnderAnotherSpelling_IsBusy(string account, string customer)
    {
        await using var world = await World.StartAsync(azurite);
        var first = await world.StartNewAsync();

        var result = await world.StartAsync(world.Accepted(Some.Request(account, customer)));

        Assert.Equal(first.Id, Assert.IsType<StartResult.AccountBusy>(result).ValidationId);
        Assert.Equal(["slot-" + first.Id], await world.UnfinishedAsync());
    }

    [Fact]
    public async Task Start_SameKeyAfterThePurge_IsPurgedAndPaysNothing()
    {
        await using var world = await World.StartAsync(azurite);
        var first = await world.FinishNewAsync(claim: Some.Claim());
        await world.Instances.PurgeAsync(first.Id, TestContext.Current.CancellationToken);

        var result = await world.StartAsync(world.Accepted(), Some.Claim());

        Assert.Equal(first.Id, Assert.IsType<StartResult.Purged>(result).ValidationId);
        Assert.Equal([first.Id], world.Instances.Started);
    }

    [Fact]
    public async Task Start_AccountLockedByNobodyThatIsKnown_IsStarted()
    {
        await using var world = await World.StartAsync(azurite);
        await world.Records.ChangeAsync(
            "banh_1",
            record => record.LockedBy is null ? record with { LockedBy = "val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C" } : record,
            TestContext.Current.CancellationToken);

        var started = await world.StartNewAsync();

        Assert.Equal(started.Id, (await world.AccountAsync()).LockedBy);
    }

    [Theory]
    [InlineData("o'neil", "banh'1")]
    [InlineData("!\"$&()*+,-.:;<=>@[]^_`{|}~", "a")]
    [InlineData("slot-", "open-")]
    [InlineData("c", "..a")]
    public async Task Start_IdsOfEveryAllowedKind_AreTakenAsTheyAre(string customer, string account)
    {
        await using var world = await World.StartAsync(azurite);
        var validation = await world.StartNewAsync(Some.Request(account, customer));

        Assert.IsType<StartResult.AccountBusy>(await world.StartAsync(world.Accepted(Some.Request(account, customer))));
        Assert.Equal(
            [validation.Id],
            await world.Process.Engine.FindUnsettledAsync([account], TestContext.Current.CancellationToken));
        Assert.Equal([validation.Id], await Listing.IdsAsync(world, new() { Limit = 9, CustomerId = customer }));
        Assert.Equal([validation.Id], await Listing.IdsAsync(world, new() { Limit = 9, CustomerAccountId = account }));
    }
}
