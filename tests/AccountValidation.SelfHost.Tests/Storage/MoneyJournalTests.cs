using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Tests.Storage;

public sealed class MoneyJournalTests : IDisposable
{
    private const string OpenDrops = "SELECT attempt FROM money_journal WHERE resolved_at IS NULL";
    private const string Resolved = "SELECT attempt FROM money_journal WHERE resolved_at IS NOT NULL ORDER BY attempt";

    private readonly Store _store = new();
    private readonly Lifetime _lifetime = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Begin_DropIsDue_StateAndRowAreOnDisk()
    {
        await _store.StartPayingAsync(Some.Accepted());

        var intentAt = await BeginAsync(attempt: 1);

        Assert.Equal(Some.Noon, intentAt);
        Assert.IsType<Stage.DropUnderWay>(Assert.Single(Sql.Validations(_store.Path)).Stage);
        Assert.Equal(["1"], Sql.Column(_store.Path, OpenDrops));
        Assert.Equal(
            [$"{Some.Noon.ToUnixTimeMilliseconds()}"], Sql.Column(_store.Path, "SELECT intent_at FROM money_journal"));
    }

    [Fact]
    public async Task Begin_BegunBefore_IsRefusedAndFound()
    {
        await _store.StartPayingAsync(Some.Accepted());
        await BeginAsync(attempt: 1);

        Assert.Null(await BeginAsync(attempt: 1));
        var entry = await new StateJournal(_store.Writer, _lifetime).FindAsync(
            _store.Reader.Find("val_1")!, 1, TestContext.Current.CancellationToken);
        Assert.Equal(Some.Noon, entry?.IntentAt);
        Assert.Null(entry?.Reply);
    }

    [Fact]
    public async Task Begin_FiftyAtOnce_OneMaySend()
    {
        await _store.StartPayingAsync(Some.Accepted());

        var intents = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => BeginAsync(attempt: 1))));

        Assert.Single(intents, intent => intent is not null);
    }

    [Fact]
    public async Task Begin_CancelledMeanwhile_IsRefused()
    {
        await _store.StartPayingAsync(Some.Accepted());
        await _store.Writer.WriteAsync(transaction =>
            transaction.Change("val_1", (current, now) =>
                Core.Lifecycles.Lifecycle.Apply(current, new Signal.Cancel(), now)));

        Assert.Null(await BeginAsync(attempt: 1));
        Assert.Empty(Sql.Column(_store.Path, OpenDrops));
    }

    [Fact]
    public async Task Begin_AnotherDropOfTheAccountIsOpen_IsRefusedAndTheStateStays()
    {
        await _store.StartPayingAsync(Some.Accepted());
        Sql.Run(_store.Path, "INSERT INTO money_journal VALUES ('val_0', 1, 'cst_1', 'banh_1', 0, NULL)");

        var refusal = await Assert.ThrowsAsync<SqliteException>(() => BeginAsync(attempt: 1));

        Assert.Contains("money_journal", refusal.Message, StringComparison.Ordinal);
        Assert.IsType<Stage.Paying>(_store.Reader.Find("val_1")!.Stage);
        Assert.True(_store.Writer.IsWorking);

        Sql.Run(_store.Path, "UPDATE money_journal SET resolved_at = 1");
        Assert.NotNull(await BeginAsync(attempt: 1));
    }

    [Fact]
    public async Task Apply_DropAnswered_ResolvesTheRowOnceItsEndIsKnown()
    {
        await _store.StartPayingAsync(Some.Accepted());
        await BeginAsync(attempt: 1);
        await _store.ApplyAsync("val_1", Some.Dropped(Some.Answered(AccountStatus.Pending)));
        Assert.Equal(["1"], Sql.Column(_store.Path, OpenDrops));
        _store.Clock.Advance(TimeSpan.FromSeconds(2));

        await _store.ApplyAsync("val_1", Some.Checked(AccountStatus.Active));

        Assert.Empty(Sql.Column(_store.Path, OpenDrops));
        Assert.Equal(
            [$"{Some.Noon.AddSeconds(2).ToUnixTimeMilliseconds()}"],
            Sql.Column(_store.Path, "SELECT resolved_at FROM money_journal"));
    }

    [Fact]
    public async Task Apply_DropUncertain_LeavesTheRowOpenUntilAbsenceIsProved()
    {
        await _store.StartPayingAsync(Some.Accepted());
        await BeginAsync(attempt: 1);
        await _store.ApplyAsync("val_1", Some.Dropped(new JuspayReply.Unclear(ReplyCauses.TimeOut)));
        for (var check = 0; check < 4; check++)
        {
            Assert.Equal(["1"], Sql.Column(_store.Path, OpenDrops));
            _store.Clock.Advance(TimeSpan.FromMinutes(10));
            await _store.ApplyAsync("val_1", Some.Checked(AccountStatus.Created, _store.Clock.GetUtcNow()));
        }

        Assert.Equal(["1"], Sql.Column(_store.Path, Resolved));
        Assert.NotNull(await BeginAsync(attempt: 2));
        Assert.Equal(["2"], Sql.Column(_store.Path, OpenDrops));
    }

    [Fact]
    public async Task Begin_WhileTheProgramStops_IsRefusedAndLeavesNoIntent()
    {
        await _store.StartPayingAsync(Some.Accepted());
        _lifetime.StopApplication();

        Assert.Null(await BeginAsync(attempt: 1));
        Assert.Empty(Sql.Column(_store.Path, OpenDrops));
        Assert.IsType<Stage.Paying>(_store.Reader.Find("val_1")!.Stage);
    }

    private async Task<DateTimeOffset?> BeginAsync(int attempt) =>
        (
            await new StateJournal(_store.Writer, _lifetime).BeginAsync(
                _store.Reader.Find("val_1")!,
                attempt,
                Some.Checked(AccountStatus.Created, _store.Clock.GetUtcNow()),
                TestContext.Current.CancellationToken) as BeginResult.Begun)?.At;
}
