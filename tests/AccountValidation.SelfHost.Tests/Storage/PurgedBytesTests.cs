using AccountValidation.Core.Accounts;
using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Disclosure;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>Purged data is gone from the bytes of the files, not only from the tables.</summary>
public sealed class PurgedBytesTests : IDisposable
{
    private const int Count = 60;

    private static readonly int[] Everybody = [.. Enumerable.Range(0, Count)];

    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Purge_SomeOfMany_LeavesNoByteOfThemAndAllOfTheOthers()
    {
        await FinishAllAsync();
        Assert.Equal(Everybody, OnDisk);

        await _store.Writer.WriteAsync(transaction =>
            Everybody.Count(n => n % 3 != 0 && transaction.Purge($"val_{n}") == PurgeResult.Purged));
        // The writer scrubs the files after the purge's result, before the next commit.
        await _store.Writer.WriteAsync(transaction => transaction.Touch(bytes: 1));

        Assert.Equal(Everybody.Where(n => n % 3 == 0), OnDisk);
    }

    [Fact]
    public async Task Purge_All_LeavesOnlyWhatOutlivesThem()
    {
        await FinishAllAsync();

        await _store.Writer.WriteAsync(transaction => transaction.PurgeFinishedBefore(Some.Noon.AddDays(1), Count));
        await _store.Writer.WriteAsync(transaction => transaction.Touch(bytes: 1));

        Assert.Empty(OnDisk);
        Assert.Equal([$"{Count}"], Sql.Column(_store.Path, "SELECT count(*) FROM money_journal"));
    }

    [Fact]
    public async Task Purge_WhileSomebodyReads_IsScrubbedAfterwards()
    {
        await FinishAllAsync();
        using (var reader = _store.Database.OpenReader())
        {
            Sql.Column(reader, "BEGIN");
            Sql.Column(reader, "SELECT count(*) FROM validation"); // keeps the log as it was
            await _store.Writer.WriteAsync(transaction => transaction.PurgeFinishedBefore(Some.Noon.AddDays(1), Count));
            await _store.Writer.WriteAsync(transaction => transaction.Touch(bytes: 1));
            Assert.Equal(Everybody, OnDisk);
            Sql.Column(reader, "COMMIT");
        }

        _store.Clock.Advance(TimeSpan.FromSeconds(1)); // After a failed attempt the writer pauses.
        await _store.Writer.WriteAsync(transaction => transaction.Touch(bytes: 1));
        await _store.Writer.WriteAsync(transaction => transaction.Touch(bytes: 1));

        Assert.Empty(OnDisk);
    }

    [Fact]
    public async Task Open_AfterACrashBetweenPurgeAndScrub_ScrubsTheLog()
    {
        await FinishAllAsync();
        using var folder = new TempFolder();
        await _store.Writer.WriteAsync(transaction => transaction.PurgeFinishedBefore(Some.Noon.AddDays(1), Count));
        Sql.Run(
            _store.Path,
            "PRAGMA secure_delete = ON; CREATE TABLE later (text TEXT); INSERT INTO later VALUES ('name-of-nobody'); "
            + "DELETE FROM later");
        File.Copy(_store.Path, folder.Database);
        File.Copy(_store.Path + "-wal", folder.Database + "-wal");
        Assert.Contains("name-of-nobody", FileBytes.Read(folder.Database + "-wal"), StringComparison.Ordinal);

        using var opened = Some.GoOn(folder.Database);

        Assert.Equal(0, new FileInfo(folder.Database + "-wal").Length);
        Assert.DoesNotContain("name-of-nobody", FileBytes.Read(folder.Database), StringComparison.Ordinal);
    }

    // States of every size, some on pages of their own, changed several times: pages split and become empty again.
    private Task FinishAllAsync() =>
        Task.WhenAll(
            Everybody.Select(async n =>
            {
                var validation = Some.Accepted($"val_{n}", account: $"banh_{n}");
                var metadata = new Dictionary<string, string>
                {
                    ["note"] = NameOf(n),
                    ["more"] = new string('x', n * 97),
                };
                await _store.StartAsync(validation with { Request = validation.Request with { Metadata = metadata } });
                await _store.ApplyAsync($"val_{n}", Some.Checked(AccountStatus.Created));
                await _store.ApplyAsync($"val_{n}", Some.Intent(1));
                await _store.ApplyAsync(
                    $"val_{n}",
                    Some.Dropped(
                        new JuspayReply.Answered(new(AccountStatus.Active, Some.Noon, new(BeneficiaryName: NameOf(n)))))
                );
            }));

    private IEnumerable<int> OnDisk
    {
        get
        {
            var bytes = FileBytes.Read(_store.Path) + FileBytes.Read(_store.Path + "-wal");
            return Everybody.Where(n => bytes.Contains(NameOf(n), StringComparison.Ordinal));
        }
    }

    private static string NameOf(int n) => $"[name of person {n}]";
}
