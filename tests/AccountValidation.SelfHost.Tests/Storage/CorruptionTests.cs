using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>
/// A disk, a copy or a crash damaged the file. The program refuses it with a sentence and without a change, or recovers
/// its last commit.
/// </summary>
public sealed class CorruptionTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly Store _store = new();
    private readonly TempFolder _folder = new();
    private readonly Random _chance = new(7);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Open_AnyPageIsGarbage_IsRefusedAndLeftAsItIs()
    {
        var whole = await WholeFileAsync();
        var pages = whole.Length / PageSize;
        Assert.True(pages > 20, $"{pages} pages");
        for (var page = 0; page < pages; page++)
        {
            var damaged = whole.ToArray();
            _chance.NextBytes(damaged.AsSpan(page * PageSize, PageSize));
            await File.WriteAllBytesAsync(_folder.Database, damaged, TestContext.Current.CancellationToken);

            Assert.Contains("damaged", Refusal(), StringComparison.Ordinal);
            Assert.Equal(
                damaged, await File.ReadAllBytesAsync(_folder.Database, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task Open_CutOff_IsRefused(double share)
    {
        var whole = await WholeFileAsync();
        await File.WriteAllBytesAsync(
            _folder.Database, whole[..(int)(whole.Length * share)], TestContext.Current.CancellationToken);

        Assert.Contains("Restore it from a backup", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_FileIsMissingOrEmptyAndItsLogIsNot_IsRefusedAndTheLogKept(bool isEmpty)
    {
        await _store.StartAsync(Some.Accepted());
        var log = await File.ReadAllBytesAsync(_store.Path + "-wal", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_folder.Database + "-wal", log, TestContext.Current.CancellationToken);
        if (isEmpty)
        {
            await File.WriteAllBytesAsync(_folder.Database, [], TestContext.Current.CancellationToken);
        }

        Assert.Contains("is missing or empty", Refusal(), StringComparison.Ordinal);
        Assert.Equal(
            log, await File.ReadAllBytesAsync(_folder.Database + "-wal", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1, false)] // the first byte of the last commit is there
    [InlineData(PageSize, false)]
    [InlineData(-1, false)] // all but its last byte
    [InlineData(-1, true)] // all of it, and one byte is wrong
    public async Task Open_LogEndsInATornCommit_HasEveryCommitBefore(int cut, bool isGarbled)
    {
        await _store.StartAsync(Some.Accepted("val_1", account: "banh_1"));
        var before = new FileInfo(_store.Path + "-wal").Length;
        await _store.StartAsync(Some.Accepted("val_2", account: "banh_2"));
        var log = await File.ReadAllBytesAsync(_store.Path + "-wal", TestContext.Current.CancellationToken);
        var end = (int)(cut > 0 ? before + cut : log.Length + cut);
        log[end] ^= 0xff;
        File.Copy(_store.Path, _folder.Database);
        await File.WriteAllBytesAsync(
            _folder.Database + "-wal", isGarbled ? log : log[..end], TestContext.Current.CancellationToken);

        Some.GoOn(_folder.Database).Dispose();

        Assert.Equal("val_1", Assert.Single(Sql.Validations(_folder.Database)).Id);
        Assert.Equal(["ok"], Sql.Column(_folder.Database, "PRAGMA integrity_check"));
    }

    private async Task<byte[]> WholeFileAsync()
    {
        foreach (var number in Enumerable.Range(1, 30))
        {
            await _store.StartPayingAsync(Some.Accepted($"val_{number}", account: $"banh_{number}"));
            await _store.ApplyAsync($"val_{number}", Some.Intent(1));
        }

        _store.Close();
        return await File.ReadAllBytesAsync(_store.Path, TestContext.Current.CancellationToken);
    }

    private string Refusal() => Assert.Throws<StoreException>(() => Some.Open(_folder.Database)).Message;
}
