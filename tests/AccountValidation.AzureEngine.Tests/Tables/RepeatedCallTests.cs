using AccountValidation.AzureEngine.Instances;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Tables;

/// <summary>
/// The storage client repeats a call whose answer was lost, and meets what it wrote itself: that is no conflict.
/// </summary>
public sealed class RepeatedCallTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PUT ValidationAccounts")]
    [InlineData("POST CustomerAccounts")]
    [InlineData("POST ValidationKeys")]
    [InlineData("POST Validations")]
    [InlineData("PUT ValidationIndex")]
    [InlineData("PATCH ValidationAccounts")]
    public async Task Start_AnswerLost_IsStartedAndNotTakenForAnothers(string call)
    {
        await using var world = await World.StartAsync(azurite);
        var validation = world.Accepted();
        await using var process = world.NewProcess(Faults.Once(call, Fault.AnswerLost));

        var started = Assert.IsType<StartResult.Started>(
            await process.Engine.StartAsync(validation, Some.Claim(), Token));

        Assert.Equal((validation.Id, validation.Id), (started.Validation.Id, Assert.Single(world.Instances.Started)));
        Assert.True((await world.UnsettledRowAsync(validation))!.IsStarted);
    }

    [Fact]
    public async Task Begin_AnswerLost_IsOurs()
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        await using var process = world.NewProcess(Faults.Once(Calls.Intent, Fault.AnswerLost));
        var journal = process.Get<TableMoneyJournal>().Of(due.Id);

        Assert.Equal(
            world.Now,
            Assert.IsType<BeginResult.Begun>(await journal.BeginAsync(due, 1, Some.Check(world.Now), Token)).At);
        Assert.IsType<BeginResult.NotNow>(await journal.BeginAsync(due, 1, Some.Check(world.Now), Token));
    }

    [Fact]
    public async Task Change_AnswerLost_IsMadeOnceAndTellsWhatItChanged()
    {
        await using var world = await World.StartAsync(azurite);
        var validation = await world.StartNewAsync();
        await using var process = world.NewProcess(Faults.Once("PUT Validations", Fault.AnswerLost));

        var change = await process
            .Get<ValidationRows>()
            .ChangeAsync(validation.Id, row => row with { Driver = row.Driver + "-x" }, Token);

        Assert.Equal((validation.Id, validation.Id + "-x"), (change!.Before.Driver, change.After.Driver));
        Assert.Equal(validation.Id + "-x", (await world.RowAsync(validation.Id)).Driver);
    }

    [Fact]
    public async Task Change_ByTwentyAtOnce_LosesNone()
    {
        await using var world = await World.StartAsync(azurite);
        var validation = await world.StartNewAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => world.Rows.ChangeAsync(validation.Id, row => row with { Driver = row.Driver + "x" }, Token), Token)));

        Assert.Equal(validation.Id + new string('x', 20), (await world.RowAsync(validation.Id)).Driver);
    }

    [Fact]
    public async Task Change_OfNothing_IsNull()
    {
        await using var world = await World.StartAsync(azurite);

        Assert.Null(await world.Rows.ChangeAsync(world.Accepted().Id, row => row with { Driver = "x" }, Token));
        Assert.Null(await world.Rows.ChangeAsync("weird'id", row => row with { Driver = "x" }, Token));
    }

    [Fact]
    public async Task Release_AnswerLost_FreesTheUnsettledRowAndEntersTheOpenRow()
    {
        await using var world = await World.StartAsync(azurite);
        var validation = await world.StartNewAsync();
        await using var process = world.NewProcess(Faults.Once("POST $batch", Fault.AnswerLost));

        await process.Get<UnfinishedRows>().ReleaseAsync(Some.Settled(validation, world.Now), Token);

        Assert.Equal(["open-" + validation.Id], await world.UnfinishedAsync());
    }

    [Fact]
    public async Task Settle_AccountIsAnothersByNow_StaysTheirs()
    {
        await using var world = await World.StartAsync(azurite);
        var first = await world.FinishNewAsync();
        var second = await world.StartNewAsync();

        await world.Process.Get<Settlements>().SettleAsync(first, first.Id, AccountDetails.None, Token);

        Assert.Equal(second.Id, (await world.UnsettledRowAsync(second))!.Validation.Id);
        Assert.Equal(second.Id, (await world.AccountAsync()).LockedBy);
    }

    [Fact]
    public async Task Call_StorageIsDown_IsUnavailableLoggedOnceAndBackAfterwards()
    {
        await using var world = await World.StartAsync(azurite);
        var validation = await world.StartNewAsync();
        await using var process = world.NewProcess(Faults.Always("GET Validations"));

        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            process.Get<ValidationRows>().FindAsync(validation.Id, Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            process.Get<ValidationRows>().FindAsync(validation.Id, Token));
        Assert.Equal("connection_failed", process.Get<StoreMonitor>().Lost);
        process.Faults.Plan = (_, _) => Fault.None;
        Assert.NotNull(await process.Get<ValidationRows>().FindAsync(validation.Id, Token));

        Assert.Null(process.Get<StoreMonitor>().Lost);
        Assert.Equal(
            [
                "The table Validations cannot be used: connection_failed. Nothing is accepted meanwhile, and nothing "
                + "is lost. Check AzureWebJobsStorage and the identity's roles.",
                "The tables can be used again",
            ],
            process.Logs.Lines.Select(line => line.Text).Where(text => text.Contains("table", StringComparison.Ordinal))
        );
    }
}
