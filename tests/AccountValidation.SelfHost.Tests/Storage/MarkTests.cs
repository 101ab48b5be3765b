using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>
/// A database and its mark must agree, or nothing starts: restored backups, copies, lost logs, files without their
/// folder.
/// </summary>
public sealed class MarkTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _elsewhere = new();

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void Open_AgainAndAgain_IsNeverRefused()
    {
        foreach (var start in Enumerable.Range(1, 5))
        {
            using var opened = Some.Open(_folder.Database);
            // The first start counts its mark, too.
            Assert.Equal((start + 1, false), (opened.Opened.Record.Seq, opened.Opened.IsGoneOn));
        }
    }

    [Fact]
    public async Task Commit_Any_IsCountedAndMarked()
    {
        var before = MarkOf(_folder.Database);
        Assert.Null(before);
        await CommitAsync(_folder.Database, commits: 3);
        Assert.Equal(6, MarkOf(_folder.Database)?.Seq); // two of a new file, three of the test, and the orderly end
        Assert.Equal(["6"], Sql.Column(_folder.Database, "SELECT seq FROM store"));
    }

    // A crash between commit and mark must raise no alarm.
    [Fact]
    public async Task Mark_WhileACommitIsUnderWay_IsNotAheadOfIt()
    {
        using var store = new Store();
        var before = MarkOf(store.Path)!.Seq;
        Assert.Equal(before, await store.Writer.WriteAsync(_ => MarkOf(store.Path)!.Seq));
        Assert.Equal(before + 1, MarkOf(store.Path)?.Seq);
    }

    [Fact]
    public void Open_MarkIsBehind_IsNotRefused()
    {
        Some.Open(_folder.Database).Dispose();
        var mark = File.ReadAllBytes(StoreMark.PathOf(_folder.Database));
        Some.Open(_folder.Database).Dispose();
        File.WriteAllBytes(StoreMark.PathOf(_folder.Database), mark);
        Some.Open(_folder.Database).Dispose();
    }

    [Fact]
    public async Task Open_OlderCopyInItsPlace_IsRefusedAndChangesNothing()
    {
        await CommitAsync(_folder.Database, commits: 1);
        var backup = await File.ReadAllBytesAsync(_folder.Database, TestContext.Current.CancellationToken);
        await CommitAsync(_folder.Database, commits: 2);
        await File.WriteAllBytesAsync(_folder.Database, backup, TestContext.Current.CancellationToken);

        var refusal = Refusal(_folder.Database);

        Assert.Contains("is at commit 4, and its mark at 8: it is an older copy", refusal, StringComparison.Ordinal);
        Assert.Equal(backup, await File.ReadAllBytesAsync(_folder.Database, TestContext.Current.CancellationToken));
        Assert.Equal(8, MarkOf(_folder.Database)?.Seq);
    }

    [Fact]
    public async Task Open_LogIsLost_IsRefused()
    {
        using (var store = new Store())
        {
            await store.StartAsync(Some.Accepted());
            File.Copy(store.Path, _elsewhere.Database);
            File.Copy(StoreMark.PathOf(store.Path), StoreMark.PathOf(_elsewhere.Database));
        }

        Assert.Contains("or its -wal file was lost", Refusal(_elsewhere.Database), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileWithoutItsFolder_IsRefused()
    {
        Some.Open(_folder.Database).Dispose();
        File.Copy(_folder.Database, _elsewhere.Database);
        Assert.Contains(
            "is missing: it was copied, or mounted, without its folder",
            Refusal(_elsewhere.Database),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CopyOfTheWholeFolder_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells a file from its copy.");
        Some.Open(_folder.Database).Dispose();
        CopyFolder();
        Assert.Contains(
            "is a copy: its mark is of another file",
            Refusal(_elsewhere.Database),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderThatWasMoved_IsNotRefused()
    {
        Some.Open(_folder.Database).Dispose();
        var moved = _folder.FullName + "-moved";
        Directory.Move(_folder.FullName, moved);
        try
        {
            Some.Open(Path.Combine(moved, "validations.db")).Dispose();
        }
        finally
        {
            Directory.Move(moved, _folder.FullName);
        }
    }

    [Fact]
    public void Open_AnotherDatabaseInItsPlace_IsRefused()
    {
        Some.Open(_folder.Database).Dispose();
        Some.Open(_elsewhere.Database).Dispose();
        File.Copy(_elsewhere.Database, _folder.Database, overwrite: true);
        Assert.Contains("has the mark of another database", Refusal(_folder.Database), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("store abc commit many file 1")]
    [InlineData("\0\0\0\0")]
    public void Open_MarkThatSaysNothing_IsRefused(string text)
    {
        Some.Open(_folder.Database).Dispose();
        File.WriteAllText(StoreMark.PathOf(_folder.Database), text);
        Assert.Contains("that cannot be understood", Refusal(_folder.Database), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DatabaseIsGoneAndItsMarkIsThere_IsRefusedAndNoneIsCreated()
    {
        Some.Open(_folder.Database).Dispose();
        File.Delete(_folder.Database);
        Assert.Contains(
            "is new, or of an earlier version, and its mark tells of commit 2",
            Refusal(_folder.Database),
            StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Database));
    }

    [Fact]
    public void Open_WithTheWordOfTheRefusal_GoesOnAsAStoreOfItsOwn()
    {
        Some.Open(_folder.Database).Dispose();
        CopyFolder();
        File.Delete(StoreMark.PathOf(_elsewhere.Database));
        using (var opened = Some.GoOn(_elsewhere.Database))
        {
            Assert.True(opened.Opened.IsGoneOn);
            Assert.NotEqual(MarkOf(_folder.Database)?.StoreId, opened.Opened.Record.StoreId);
        }

        Some.Open(_elsewhere.Database).Dispose(); // needs no word any more
    }

    [Fact]
    public async Task Open_WithTheWordOfAnEarlierRefusal_IsRefusedAgain()
    {
        await CommitAsync(_folder.Database, commits: 1);
        var backup = await File.ReadAllBytesAsync(_folder.Database, TestContext.Current.CancellationToken);
        await CommitAsync(_folder.Database, commits: 1);
        await File.WriteAllBytesAsync(_folder.Database, backup, TestContext.Current.CancellationToken);
        var word = Some.WordIn(Refusal(_folder.Database));
        Some.Open(_folder.Database, word).Dispose();
        await File.WriteAllBytesAsync(_folder.Database, backup, TestContext.Current.CancellationToken);

        var again = Assert.Throws<StoreException>(() => Some.Open(_folder.Database, word));

        Assert.NotEqual(word, Some.WordIn(again.Message));
    }

    [Fact]
    public void Open_ProgramDiedBeforeTheFirstMark_IsNotRefused()
    {
        Some.Open(_folder.Database).Dispose();
        File.Delete(StoreMark.PathOf(_folder.Database));
        Sql.Run(_folder.Database, $"UPDATE store SET seq = 1, mark_due = '{FileIdentity.Of(_folder.Database)}'");
        Some.Open(_folder.Database).Dispose();
        Assert.Equal(3, MarkOf(_folder.Database)?.Seq);
    }

    [Fact]
    public async Task Commit_MarkWasDeleted_WritesANewOne()
    {
        using var store = new Store();
        File.Delete(StoreMark.PathOf(store.Path));
        await store.StartAsync(Some.Accepted());
        Assert.Equal(3, MarkOf(store.Path)?.Seq);
    }

    [Fact]
    public async Task Commit_MarkCannotBeWritten_StandsAndSaysSoOnce()
    {
        var log = new FakeLogger<StoreWriter>();
        using var database = Some.Open(_folder.Database);
        using var writer = new StoreWriter(database, TimeProvider.System, log);
        using var thread = new StoreWriterThread(writer);
        File.Delete(StoreMark.PathOf(_folder.Database));
        Directory.CreateDirectory(StoreMark.PathOf(_folder.Database));

        await writer.WriteAsync(transaction =>
            transaction.Start(Some.Accepted("val_1", account: "banh_1"), claim: null, int.MaxValue));
        await writer.WriteAsync(transaction =>
            transaction.Start(Some.Accepted("val_2", account: "banh_2"), claim: null, int.MaxValue));

        Assert.Equal(2, Sql.Validations(_folder.Database).Count);
        Assert.Single(log.Lines, line => line.Contains("mark beside the database", StringComparison.Ordinal));
    }

    private static async Task CommitAsync(string path, int commits)
    {
        using var database = Some.Open(path);
        using var writer = new StoreWriter(database, TimeProvider.System, NullLogger<StoreWriter>.Instance);
        using var thread = new StoreWriterThread(writer);
        for (var commit = 0; commit < commits; commit++)
        {
            await writer.WriteAsync(transaction => transaction.Untouch());
        }
    }

    private void CopyFolder()
    {
        foreach (var file in Directory.GetFiles(_folder.FullName))
        {
            File.Copy(file, _elsewhere.File(Path.GetFileName(file)));
        }
    }

    private static MarkContent? MarkOf(string path) => StoreMark.Read(path);

    private static string Refusal(string path) => Assert.Throws<StoreException>(() => Some.Open(path)).Message;
}
