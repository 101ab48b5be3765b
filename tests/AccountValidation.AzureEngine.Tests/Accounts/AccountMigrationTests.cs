using AccountValidation.AzureEngine.Tables;
using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Accounts;

/// <summary>
/// A storage of the version before: every validation is kept and goes on, and of two that run for one account one may
/// pay.
/// </summary>
public sealed class AccountMigrationTests(AzuriteFixture azurite)
{
    private const int Kinds = 10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Under way: 0 a start that was broken off, 1 and 2 before the penny, 3 to 5 with one, 6 two spellings. Ended: 7
    // and 8 without knowing, 9 answered.
    [Fact]
    public async Task TwoHundredValidations_InEveryStage_AreKeptAndGoOn()
    {
        await using var world = await World.OfNothingAsync(azurite);
        var stored = await StoreAsync(world, 200);

        await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ => Task.Run(() => world.NewProcess().Get<AzureTables>().EnsureAsync(Token), Token)));

        var underWay = stored.Where(one => one.Kind < 7).ToList();
        Assert.Equal(
            underWay.Select(one => "slot-" + one.Validation.Id).Order(StringComparer.Ordinal),
            (await world.UnfinishedAsync())
                .Where(row => row.StartsWith("slot-", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        foreach (var (kind, validation) in stored.Where(one => one.Kind > 0))
        {
            Assert.Equal(validation.Status, (await world.FindAsync(validation.Id))!.Status);
            var account = await world.AccountAsync(validation.Request.CustomerAccountId);
            Assert.Equal(
                (kind < 7, kind is 3 or 4 or 5 or 7 or 8),
                (account.LockedBy is not null, account.Account.OpenDrop is not null));
        }

        await world.SweepAsync(); // it completes the starts
        foreach (var (kind, validation) in underWay)
        {
            world.Juspay.Check = JuspayStub.Account(kind == 5 ? "ACTIVE" : "CREATED");
            await RunAsync(world, kind, validation);
        }

        Assert.DoesNotContain(await world.UnfinishedAsync(), row => row.StartsWith("slot-", StringComparison.Ordinal));
        Assert.All(stored.Where(one => one.Kind >= 7), one =>
            Assert.DoesNotContain("POST " + one.Validation.Request.CustomerAccountId, world.Juspay.Calls));
    }

    [Fact]
    public async Task TwoSpellingsUnderWay_TheOneWithAPennyHoldsTheAccount_AndTheOtherPaysAfterIt()
    {
        await using var world = await World.OfNothingAsync(azurite);
        var store = new OldStore(world);
        await store.CreateTablesAsync();
        var older = world.Accepted(Some.Request("Banh_1"));
        await store.AddUnderWayAsync(older, older);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var paid = world.Accepted(Some.Request("banh_1", "cst_2"));
        await store.AddUnderWayAsync(paid, Some.DueToPay(paid, world.Now));
        await store.AddDropAsync(paid, 1, world.Now, reply: null);

        Assert.Equal(2, (await world.Process.Engine.FindUnsettledAsync(["banh_1"], Token)).Count);
        var account = await world.AccountAsync();
        Assert.Equal(
            (paid.Id, paid.Id, older.Id),
            (account.LockedBy, account.Account.OpenDrop?.Drop.ValidationId, Assert.Single(account.Beside)));

        await Runner.UntilItWaitsAsync(world, older.Id);
        Assert.Equal(
            (0, ReplyCauses.AccountLocked),
            (world.Juspay.Pennies, world.Instances[older.Id]!.Turn!.ReadState().CallFailure?.Cause));
        world.Juspay.Check = JuspayStub.Account("ACTIVE"); // the penny had arrived
        await Runner.ToTheEndAsync(world, paid.Id);
        Assert.Equal((ValidationStatus.Active, 0), ((await world.FindAsync(paid.Id))!.Status, world.Juspay.Pennies));

        world.Juspay.Drop = JuspayStub.Account("PENDING");
        await Runner.UntilAsync(world, older.Id, () => world.Juspay.Pennies == 1);
        Assert.Equal((older.Id, 0), await world.AccountAsync() is var now ? (now.LockedBy, now.Beside.Count) : default);
    }

    [Theory]
    [InlineData("KilledBefore")]
    [InlineData("KilledAfter")]
    public async Task KilledAnywhere_TheNextProcessCompletesIt(string how)
    {
        for (var (call, survived) = (1, false); !survived; call++)
        {
            await using var world = await World.OfNothingAsync(azurite);
            var stored = await StoreAsync(world, Kinds);
            var process = world.NewProcess(Faults.KillAt(call, Enum.Parse<Fault>(how)));
            survived = await KilledException.SurvivesAsync(() => process.Get<AzureTables>().EnsureAsync(Token));

            await world.Process.Get<AzureTables>().EnsureAsync(Token);

            foreach (var (kind, validation) in stored)
            {
                var account = await world.AccountAsync(validation.Request.CustomerAccountId);
                Assert.Equal(
                    (kind < 7, kind is 3 or 4 or 5 or 7 or 8),
                    (account.LockedBy is not null, account.Account.OpenDrop is not null));
                Assert.Equal(kind < 7, await world.UnsettledRowAsync(validation) is not null);
            }

            Assert.Equal(3, (await world.JournalAsync()).Count);
            Assert.True(survived || call < 300, "It never comes to its end.");
        }
    }

    [Fact]
    public async Task DoneOnce_IsNotDoneAgain()
    {
        await using var world = await World.OfNothingAsync(azurite);
        await StoreAsync(world, Kinds);
        await world.Process.Get<AzureTables>().EnsureAsync(Token);
        var process = world.NewProcess();

        await process.Get<AzureTables>().EnsureAsync(Token);

        Assert.Equal(Calls.ToMakeTables, process.Faults.Calls);
    }

    // Another spelling's validation expired without knowing, lately; one that was answered since has ended that.
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task ExpiredUncertain_IsOpenUnlessItWasAnsweredSince(bool isAnsweredSince, bool isOpen)
    {
        await using var world = await World.OfNothingAsync(azurite);
        var store = new OldStore(world);
        await store.CreateTablesAsync();
        await store.AddEndedAsync(Ended(world, world.Accepted(), ReasonCodes.DropUncertain));
        if (isAnsweredSince)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            await store.AddEndedAsync(Some.Settled(world.Accepted(), world.Now));
        }

        var account = (await world.AccountAsync()).Account;

        Assert.Equal((isOpen, isAnsweredSince), (account.OpenDrop is not null, account.LastAnswer is not null));
    }

    private static async Task<IReadOnlyList<(int Kind, Validation Validation)>> StoreAsync(World world, int many)
    {
        var store = new OldStore(world);
        await store.CreateTablesAsync();
        var stored = new List<(int Kind, Validation Validation)>();
        for (var number = 0; number < many; number++)
        {
            var kind = number % Kinds;
            var accepted = world.Accepted(Some.Request($"Banh_Mixed{number}"));
            stored.Add((kind, await StoreAsync(world, store, kind, accepted)));
            if (kind == 6)
            {
                var twin = world.Accepted(Some.Request($"BANH_mixed{number}"));
                stored.Add((kind, twin));
                await store.AddUnderWayAsync(twin, twin);
            }
        }

        return stored;
    }

    private static async Task<Validation> StoreAsync(World world, OldStore store, int kind, Validation accepted)
    {
        var due = Some.DueToPay(accepted, world.Now);
        switch (kind)
        {
            case 0:
                await store.AddUnderWayAsync(accepted, accepted, isStarted: false);
                return accepted;
            case 1 or 2 or 6:
                await store.AddUnderWayAsync(accepted, kind == 2 ? due : accepted);
                return accepted;
            case 3: // the orchestration does not know of its penny yet
                await store.AddDropAsync(accepted, 1, world.Now, reply: null);
                await store.AddUnderWayAsync(accepted, due);
                return accepted;
            case 4 or 5:
                JuspayReply reply =
                    kind == 4 ? new JuspayReply.Unclear(ReplyCauses.TimeOut) : Some.Answered(AccountStatus.Pending);
                await store.AddDropAsync(accepted, 1, world.Now, reply);
                await store.AddUnderWayAsync(
                    accepted, Lifecycle.Apply(due, new Outcome.PennyDropEnded(world.Now, reply), world.Now));
                return accepted;
            case 7 or 8:
                var ended = Ended(world, accepted, kind == 7 ? ReasonCodes.DropUncertain : ReasonCodes.AttemptsUsedUp);
                await store.AddEndedAsync(ended);
                return ended;
            default:
                var settled = Some.Settled(accepted, world.Now);
                await store.AddEndedAsync(settled);
                return settled;
        }
    }

    private static Validation Ended(World world, Validation accepted, string reason)
    {
        var paid = Lifecycle.Apply(
            Some.DueToPay(accepted, world.Now),
            new Outcome.PennyDropEnded(world.Now, new JuspayReply.Unclear(ReplyCauses.TimeOut)),
            world.Now);
        return paid with
        {
            Stage = new Stage.Settled(
                ValidationStatus.Expired, world.Now, new(reason, "As that version put it."), Reused: false),
            Callback = null,
        };
    }

    private static async Task RunAsync(World world, int kind, Validation validation)
    {
        var paidBefore = world.Juspay.Pennies;
        await Runner.ToTheEndAsync(world, validation.Id);
        Assert.Equal(ValidationStatus.Active, (await world.FindAsync(validation.Id))!.Status);
        Assert.Equal(kind == 5 ? 0 : 1, world.Juspay.Pennies - paidBefore);
    }
}
