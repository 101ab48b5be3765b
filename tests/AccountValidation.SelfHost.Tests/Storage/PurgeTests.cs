using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>A purge deletes finished validations; idempotency keys and rows of the money journal stay.</summary>
public sealed class PurgeTests : IDisposable
{
    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Purge_UnknownId_IsUnknown() => Assert.Equal(PurgeResult.Unknown, await PurgeAsync("val_1"));

    [Fact]
    public async Task Purge_Unsettled_IsRefused()
    {
        await _store.StartAsync(Some.Accepted());

        Assert.Equal(PurgeResult.Unfinished, await PurgeAsync("val_1"));
        Assert.NotNull(_store.Reader.Find("val_1"));
    }

    [Fact]
    public async Task Purge_SettledWithACallbackToDeliver_IsRefused()
    {
        await _store.StartAsync(
            Some.Accepted() with
            {
                Callback = new() { Url = "https://onboarding.example/", MessageId = "msg_1" },
            });
        await SettleAsync("val_1");

        Assert.Equal(PurgeResult.Unfinished, await PurgeAsync("val_1"));
    }

    [Fact]
    public async Task Purge_Finished_LeavesTheMoneyJournal()
    {
        await FinishAsync("val_1", "banh_1");

        Assert.Equal(PurgeResult.Purged, await PurgeAsync("val_1"));

        Assert.Null(_store.Reader.Find("val_1"));
        Assert.Equal(["val_1"], Sql.Column(_store.Path, "SELECT validation_id FROM money_journal"));
        Assert.Equal(PurgeResult.Unknown, await PurgeAsync("val_1"));
    }

    [Fact]
    public async Task Purge_Redelivered_IsRefusedUntilTheCallbackIsDelivered()
    {
        await _store.StartAsync(
            Some.Accepted() with
            {
                Callback = new() { Url = "https://onboarding.example/", MessageId = "msg_1" },
            });
        await SettleAsync("val_1");
        await _store.ApplyAsync("val_1", new Outcome.CallbackAttempted(1, new(204)));
        await _store.SignalAsync("val_1", new Signal.Redeliver());

        Assert.Equal(PurgeResult.Unfinished, await PurgeAsync("val_1"));
        await _store.ApplyAsync("val_1", new Outcome.CallbackAttempted(2, new(204)));
        Assert.Equal(PurgeResult.Purged, await PurgeAsync("val_1"));
    }

    [Fact]
    public async Task Start_KeyOfAPurgedValidation_IsNotStartedAgain()
    {
        await FinishAsync("val_1", "banh_1", new("caller", "key", "digest"));
        await PurgeAsync("val_1");

        var again = await _store.StartAsync(Some.Accepted("val_2"), new("caller", "key", "digest"));
        var other = await _store.StartAsync(Some.Accepted("val_2"), new("caller", "key", "another"));

        Assert.Equal("val_1", Assert.IsType<StartResult.Purged>(again).ValidationId);
        Assert.Equal("val_1", Assert.IsType<StartResult.KeyReused>(other).ValidationId);
        Assert.Null(_store.Reader.Find("val_2"));
    }

    [Fact]
    public async Task PurgeFinishedBefore_Many_TakesTheOldestAndNoMoreThanAsked()
    {
        foreach (var n in "12345")
        {
            await FinishAsync($"val_{n}", $"banh_{n}");
            _store.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, await PurgeFinishedBeforeAsync(Some.Noon.AddMinutes(3), atMost: 2));
        Assert.Equal(["val_3", "val_4", "val_5"], Ids);
        Assert.Equal(1, await PurgeFinishedBeforeAsync(Some.Noon.AddMinutes(3), atMost: 2));
        Assert.Equal(0, await PurgeFinishedBeforeAsync(Some.Noon.AddMinutes(3), atMost: 2));
        Assert.Equal(["val_4", "val_5"], Ids);
    }

    [Fact]
    public async Task FindUnsettled_OfSomeAccounts_GivesThoseThatHaveNotSettled()
    {
        await _store.StartAsync(Some.Accepted("val_1", "cst_1", "banh_1"));
        await _store.StartAsync(Some.Accepted("val_2", "cst_2", "banh_2"));
        await _store.StartAsync(Some.Accepted("val_3", "cst_1", "banh_3"));
        await SettleAsync("val_3");

        Assert.Equal(
            ["val_1", "val_2"],
            _store.Reader.FindUnsettled(["banh_3", "banh_1", "banh_2", "' OR 1=1 --", "\"", "null"]).Order());
        Assert.Empty(_store.Reader.FindUnsettled([]));
    }

    private IEnumerable<string> Ids =>
        _store.Reader.List(new() { Limit = 10 }).Found.Select(validation => validation.Id).Order();

    private Task<PurgeResult> PurgeAsync(string id) => _store.Writer.WriteAsync(transaction => transaction.Purge(id));

    private Task<int> PurgeFinishedBeforeAsync(DateTimeOffset time, int atMost) =>
        _store.Writer.WriteAsync(transaction => transaction.PurgeFinishedBefore(time, atMost));

    // Paid and answered, without a callback: nothing is left to do.
    private async Task FinishAsync(string id, string account, IdempotencyClaim? claim = null)
    {
        await _store.StartAsync(Some.Accepted(id, account: account), claim);
        await _store.ApplyAsync(id, Some.Checked(AccountStatus.Created));
        await _store.ApplyAsync(id, Some.Intent(1));
        await _store.ApplyAsync(id, Some.Dropped(Some.Answered(AccountStatus.Active)));
    }

    private Task<ValidationChange?> SettleAsync(string id) => _store.ApplyAsync(id, Some.Rejected);
}
