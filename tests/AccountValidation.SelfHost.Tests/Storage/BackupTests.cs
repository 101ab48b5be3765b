using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>A backup is a consistent snapshot of a database in use: whole, or absent.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly Store _store = new();
    private readonly TempFolder _target = new();

    public void Dispose()
    {
        _store.Dispose();
        _target.Dispose();
    }

    [Fact]
    public async Task Make_WhileTheDatabaseIsInUse_HasAllThatIsCommitted()
    {
        await _store.StartAsync(Some.Accepted("val_1", account: "banh_1"));
        var made = Make(_target.Database);
        await _store.StartAsync(Some.Accepted("val_2", account: "banh_2"));

        Assert.Equal((_target.Database, 1, 3L), (made.File, made.Validations, made.Seq));
        Assert.Equal("val_1", Assert.Single(Sql.Validations(_target.Database)).Id);
        Assert.Equal([_target.Database], Directory.GetFiles(_target.FullName));
    }

    [Fact]
    public async Task Make_Then_TheCopyOpensWithTheWordOnly()
    {
        await _store.StartAsync(Some.Accepted("val_1", account: "banh_1"));
        Make(_target.Database);
        Some.GoOn(_target.Database).Dispose();
        Assert.Equal("val_1", Assert.Single(Sql.Validations(_target.Database)).Id);
    }

    [Fact]
    public void Make_IntoAFolder_NamesTheFileAfterTheTime() =>
        Assert.Equal(_target.File("validations-20261122T120000Z.db"), Make(_target.FullName).File);

    [Fact]
    public void Make_FileForThisUserOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        Make(_target.Database);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(_target.Database));
    }

    [Fact]
    public void Make_OverAFileThatExists_IsRefusedAndLeavesIt()
    {
        File.WriteAllText(_target.Database, "mine");
        Assert.Contains("exists already", Refusal(_target.Database), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_target.Database));
    }

    [Fact]
    public void Make_IntoAFolderThatDoesNotExist_SaysSo() =>
        Assert.Contains(
            "does not exist: create it first",
            Refusal(_target.File("no/such/folder/copy.db")),
            StringComparison.Ordinal);

    [Fact]
    public void Make_OfADatabaseThatDoesNotExist_SaysSoAndCreatesNone()
    {
        var path = _target.File("none.db");
        Assert.Contains(
            "nothing to back up",
            Assert.Throws<StoreException>(() => new Backup(path, _store.Clock).Make(_target.Database)).Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_target.FullName));
    }

    [Fact]
    public void Make_OfADamagedDatabase_LeavesNothingBehind()
    {
        using var damaged = new TempFolder();
        File.WriteAllText(damaged.Database, "no database at all");
        Assert.Throws<StoreException>(() => new Backup(damaged.Database, _store.Clock).Make(_target.Database));
        Assert.Empty(Directory.GetFiles(_target.FullName));
    }

    private BackupResult Make(string target) => new Backup(_store.Path, _store.Clock).Make(target);

    private string Refusal(string target) => Assert.Throws<StoreException>(() => Make(target)).Message;
}
