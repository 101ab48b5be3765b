using System.Collections.Concurrent;
using AccountValidation.Core.Accounts;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Tests.Storage;

public sealed class GroupCommitTests : IDisposable
{
    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Write_HundredWhileTheWriterIsBusy_ShareOneCommit()
    {
        var commits = 0;
        SQLitePCL.raw.sqlite3_commit_hook(_store.Database.Writer.Handle, _ => { commits++; return 0; }, null);
        var release = _store.HoldWriter();
        var writes = Enumerable.Range(0, 100).Select(Start).ToList();

        release();
        await Task.WhenAll(writes);

        Assert.Equal(2, commits); // the commit of the blocking write, and the commit of the hundred writes
        Assert.Equal(["100"], Sql.Column(_store.Path, "SELECT count(*) FROM validation"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Write_CommitIsNotOnDiskYet_NobodyIsTold(int count)
    {
        var (told, early) = (0, 0);
        IReadOnlyList<Task> writes = [];
        _store.Writer.Committed += _ => told++;
        SQLitePCL.raw.sqlite3_commit_hook(
            _store.Database.Writer.Handle,
            _ =>
            {
                early += told + writes.Count(write => write.IsCompleted);
                return 0;
            },
            null);
        var release = _store.HoldWriter();
        writes = [.. Enumerable.Range(1, count).Select(Start)];

        release();
        await Task.WhenAll(writes);

        Assert.Equal((count, 0), (told, early));
    }

    [Fact]
    public async Task Write_OneOfACommitFails_OnlyThatOneIsUndone()
    {
        var changed = new ConcurrentQueue<string>();
        _store.Writer.Committed += change => changed.Enqueue(change.After.Id);
        var release = _store.HoldWriter();
        var first = Start(1);
        var failing = _store.Writer.WriteAsync<bool>(transaction =>
        {
            transaction.Start(Some.Accepted("val_2", account: "banh_2"), claim: null, int.MaxValue);
            throw new InvalidDataException("by itself");
        });
        var last = Start(3);

        release();

        Assert.Equal("by itself", (await Assert.ThrowsAsync<InvalidDataException>(() => failing)).Message);
        Assert.IsType<StartResult.Started>(await first);
        Assert.IsType<StartResult.Started>(await last);
        Assert.Equal(["val_1", "val_3"], Sql.Column(_store.Path, "SELECT id FROM validation ORDER BY id"));
        Assert.Equal(["val_1", "val_3"], changed);
        Assert.True(_store.Writer.IsWorking);
    }

    [Fact]
    public async Task Write_Completes_ListenersKnewBefore()
    {
        var known = new ConcurrentDictionary<string, bool>();
        _store.Writer.Committed += change =>
            known[change.After.Id] =
                Sql.Column(_store.Path, $"SELECT id FROM validation WHERE id = '{change.After.Id}'").Count == 1;

        await Start(1);

        Assert.True(known.GetValueOrDefault("val_1"));
    }

    [Fact]
    public async Task Write_ListenerThrows_WriteAndWriterGoOn()
    {
        _store.Writer.Committed += _ => throw new InvalidOperationException("a listener's fault");

        Assert.IsType<StartResult.Started>(await Start(1).Soon());
        Assert.IsType<StartResult.Started>(await Start(2).Soon());
        Assert.True(_store.Writer.IsWorking);
    }

    [Fact]
    public async Task Change_NothingChanges_NobodyIsTold()
    {
        await Start(1);
        var told = 0;
        _store.Writer.Committed += _ => told++;

        await _store.ApplyAsync("val_1", Some.Dropped(Some.Answered(AccountStatus.Active)));

        Assert.Equal(0, told);
    }

    [Fact]
    public async Task Dispose_WritesAreWaiting_TheyAreFinished()
    {
        var release = _store.HoldWriter();
        var writes = Enumerable.Range(0, 300).Select(Start).ToList();
        var disposal = Task.Run(_store.Close, TestContext.Current.CancellationToken);

        release();
        await disposal.Soon();

        Assert.All(writes, write => Assert.True(write.IsCompletedSuccessfully));
        Assert.Equal(["300"], Sql.Column(_store.Path, "SELECT count(*) FROM validation"));
    }

    [Fact]
    public async Task Write_AfterDispose_IsRefused()
    {
        _store.Close();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Start(1));
    }

    private Task<StartResult> Start(int n) => _store.StartAsync(Some.Accepted($"val_{n}", account: $"banh_{n}"));
}
