using AccountValidation.AzureEngine.Tables;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Tables;

public sealed class TableMoneyJournalTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Begin_ByTwentyAtOnce_OneMaySend()
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => BeginAsync(world, due, 1, Some.Check(world.Now)), Token)));

        Assert.Equal(world.Now, Assert.Single(results.OfType<BeginResult.Begun>()).At);
        Assert.Single(await world.JournalAsync());
    }

    [Fact]
    public async Task Begin_NotDue_IsRefusedAndLeavesNothing()
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);

        Assert.IsType<BeginResult.NotNow>(await BeginAsync(world, due, 2, Some.Check(world.Now)));
        Assert.IsType<BeginResult.NotNow>(
            await BeginAsync(world, Lifecycle.Apply(due, new Signal.Cancel(), world.Now), 1, Some.Check(world.Now)));
        Assert.IsType<BeginResult.NotNow>(await BeginAsync(world, Begun(due, world.Now), 1, Some.Check(world.Now)));
        world.Clock.Advance(Some.Terms.Recheck.Deadline);
        Assert.IsType<BeginResult.NotNow>(await BeginAsync(world, due, 1, Some.Check(world.Now)));
        Assert.Empty(await world.JournalAsync());
    }

    [Theory]
    [InlineData(AccountStatus.Pending)]
    [InlineData(AccountStatus.Failure)]
    public async Task Begin_CheckForbidsIt_IsRefused(AccountStatus shown)
    {
        await using var world = await World.StartAsync(azurite);
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);

        Assert.IsType<BeginResult.NotNow>(await BeginAsync(world, due, 1, new(world.Now, Some.Answered(shown))));
        Assert.Empty(await world.JournalAsync());
    }

    [Fact]
    public async Task Find_Begun_GivesItsIntentAndBaselineAndNoOutcome()
    {
        await using var world = await World.StartAsync(azurite);
        var due = await BeginAsync(world);

        var entry = await Journal(world).FindAsync(due, 1, Token);

        Assert.Equal(
            new(world.Now, Reply: null, new Baseline(AccountStatus.Created, LastValidated: null), Some.Juspay), entry);
        Assert.Null(await Journal(world).FindAsync(due, 2, Token));
    }

    [Fact]
    public async Task Begin_AtAFractionOfAMillisecond_AccountAndEntryHaveTheSameTime()
    {
        await using var world = await World.StartAsync(azurite);
        world.Clock.Advance(TimeSpan.FromTicks(1_234_567));
        var due = await BeginAsync(world);

        var entry = await Journal(world).FindAsync(due, 1, Token);
        var account = await world.AccountAsync();

        Assert.Equal((world.Now, world.Now), (entry!.IntentAt, account.Account.OpenDrop!.Drop.At));
        Assert.Equal(
            (due.Id, 30),
            (
                account.LockedBy,
                (((Stage.DropUnderWay)account.Account.OpenDrop.Stage).SendBefore - entry.IntentAt).TotalSeconds));
    }

    [Fact]
    public async Task Complete_Answered_KeepsTheOutcomeRedactedAndTheDetailsInTheRow()
    {
        await using var world = await World.StartAsync(azurite);
        var due = await BeginAsync(world);

        await Journal(world).CompleteAsync(due, 1, Some.Answered(AccountStatus.Active), row: null, Token);

        var reply = Assert.IsType<JuspayReply.Answered>((await Journal(world).FindAsync(due, 1, Token))!.Reply);
        Assert.Equal(new(AccountStatus.Active, null, AccountDetails.None), reply.Account);
        Assert.Equal(Some.Name, (await world.RowAsync(due.Id)).Confidential.Details.BeneficiaryName);
        var entity = Assert.Single(await world.JournalAsync());
        Assert.DoesNotContain(entity, column =>
            column.Value is string text && Some.Secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));
        Assert.NotNull(entity.GetDateTimeOffset("ResolvedAt"));
    }

    [Theory]
    [InlineData(Calls.Outcome)]
    [InlineData("PUT Validations")]
    public async Task Complete_StorageFails_IsNotThrownAndLeavesTheEntryUncertain(string call)
    {
        await using var world = await World.StartAsync(azurite);
        var due = await BeginAsync(world);
        await using var process = world.NewProcess(Faults.Always(call));

        await process
            .Get<TableMoneyJournal>()
            .CompleteAsync(due, 1, Some.Answered(AccountStatus.Active), row: null, Token);

        Assert.Null((await Journal(world).FindAsync(due, 1, Token))!.Reply);
        Assert.Contains(
            $"could not record the reply to penny drop 1 of validation {due.Id}",
            process.Logs.All,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_AnswerLost_IsCompleted()
    {
        await using var world = await World.StartAsync(azurite);
        var due = await BeginAsync(world);
        await using var process = world.NewProcess(Faults.Once(Calls.Outcome, Fault.AnswerLost));

        await process
            .Get<TableMoneyJournal>()
            .CompleteAsync(due, 1, new JuspayReply.Refused(404, "unknown"), row: null, Token);

        Assert.Equal(new JuspayReply.Refused(404, "unknown"), (await Journal(world).FindAsync(due, 1, Token))!.Reply);
    }

    [Fact]
    public async Task Read_SeveralDrops_GivesAllOfThisValidationInOrder()
    {
        await using var world = await World.StartAsync(azurite);
        var due = await BeginAsync(world);
        var again = due with { ValidateAttempts = 1 };
        await Journal(world).CompleteAsync(due, 1, new JuspayReply.Unclear(ReplyCauses.TimeOut), row: null, Token);
        Assert.IsType<BeginResult.Begun>(await BeginAsync(world, again, 2, Some.Check(world.Now)));
        await BeginAsync(
            world,
            Some.DueToPay(await world.StartNewAsync(Some.Request("banh_2")), world.Now),
            1,
            Some.Check(world.Now));

        var begun = await Journal(world).ReadAsync(due, Token);

        var baseline = new Baseline(AccountStatus.Created, LastValidated: null);
        Assert.Equal(
            [
                new(1, world.Now, baseline, new JuspayReply.Unclear(ReplyCauses.TimeOut), Some.Juspay),
                new(2, world.Now, baseline, Reply: null, Some.Juspay),
            ],
            begun);
    }

    private static TableMoneyJournal Journal(World world) => world.Process.Get<TableMoneyJournal>();

    private static Task<BeginResult> BeginAsync(World world, Validation due, int attempt, Outcome.Checked check) =>
        Journal(world).Of(due.Id).BeginAsync(due, attempt, check, Token).AsTask();

    private static Validation Begun(Validation due, DateTimeOffset now) =>
        Lifecycle.Apply(due, new Outcome.IntentRecorded(1, now, Some.Check(now)), now);

    private static async Task<Validation> BeginAsync(World world)
    {
        var due = Some.DueToPay(await world.StartNewAsync(), world.Now);
        Assert.IsType<BeginResult.Begun>(await BeginAsync(world, due, 1, Some.Check(world.Now)));
        return due;
    }
}
