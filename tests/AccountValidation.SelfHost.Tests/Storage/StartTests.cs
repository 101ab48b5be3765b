using AccountValidation.Core.Accounts;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Tests.Storage;

public sealed class StartTests : IDisposable
{
    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Start_FreeAccount_IsStored()
    {
        var result = await _store.StartAsync(Some.Accepted());

        Assert.Equal("val_1", Assert.IsType<StartResult.Started>(result).Validation.Id);
        Assert.Equal("cst_1", _store.Reader.Find("val_1")?.Request.CustomerId);
        Assert.Null(_store.Reader.Find("val_2"));
    }

    [Fact]
    public async Task Start_SameKeyAndRequest_IsReplayedAsItStandsNow()
    {
        await _store.StartAsync(Some.Accepted("val_1"), Claim());
        await _store.ApplyAsync("val_1", Some.Checked(AccountStatus.Created));

        var result = await _store.StartAsync(Some.Accepted("val_2"), Claim());

        var replayed = Assert.IsType<StartResult.Replayed>(result).Validation;
        Assert.Equal("val_1", replayed.Id);
        Assert.Equal(1, replayed.Checks);
        Assert.Null(_store.Reader.Find("val_2"));
    }

    [Fact]
    public async Task Start_SameKeyOtherRequest_IsKeyReused()
    {
        await _store.StartAsync(Some.Accepted("val_1"), Claim());

        var result = await _store.StartAsync(Some.Accepted("val_2", account: "banh_2"), Claim(fingerprint: "other"));

        Assert.Equal("val_1", Assert.IsType<StartResult.KeyReused>(result).ValidationId);
        Assert.Null(_store.Reader.Find("val_2"));
    }

    [Fact]
    public async Task Start_SameKeyOfAnotherCaller_IsStarted()
    {
        await _store.StartAsync(Some.Accepted("val_1"), Claim());

        Assert.IsType<StartResult.Started>(
            await _store.StartAsync(Some.Accepted("val_2", account: "banh_2"), Claim(caller: "other")));
    }

    [Fact]
    public async Task Start_BusyAccount_NamesItsValidationAndLeavesTheKeyUnused()
    {
        await _store.StartAsync(Some.Accepted("val_1"));

        var result = await _store.StartAsync(Some.Accepted("val_2"), Claim());
        Assert.Equal("val_1", Assert.IsType<StartResult.AccountBusy>(result).ValidationId);

        await SettleAsync("val_1");
        Assert.IsType<StartResult.Started>(await _store.StartAsync(Some.Accepted("val_3"), Claim()));
    }

    [Fact]
    public async Task Start_HundredAtOnceForOneAccount_OneIsStartedAndTheOthersNameIt()
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(n => Task.Run(() => _store.StartAsync(Some.Accepted($"val_{n}")))));

        var started = Assert.Single(results.OfType<StartResult.Started>()).Validation.Id;
        Assert.Equal(99, results.OfType<StartResult.AccountBusy>().Count(busy => busy.ValidationId == started));
        Assert.Equal([started], Sql.Column(_store.Path, "SELECT id FROM validation"));
    }

    [Fact]
    public async Task Start_FiftyAtOnceWithOneKey_OneIsStartedAndTheOthersAreReplays()
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(n => Task.Run(() => _store.StartAsync(Some.Accepted($"val_{n}"), Claim()))));

        var started = Assert.Single(results.OfType<StartResult.Started>()).Validation.Id;
        Assert.Equal(49, results.OfType<StartResult.Replayed>().Count(replayed => replayed.Validation.Id == started));
    }

    private static IdempotencyClaim Claim(string caller = "onboarding", string fingerprint = "same") =>
        new(caller, "key-1", fingerprint);

    private async Task SettleAsync(string id)
    {
        await _store.ApplyAsync(id, Some.Checked(AccountStatus.Created));
        await _store.ApplyAsync(id, Some.Intent(1));
        await _store.ApplyAsync(id, Some.Dropped(Some.Answered(AccountStatus.Active)));
        Assert.True(_store.Reader.Find(id)!.IsSettled);
    }
}
