using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Storage;

public sealed class OpeningTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NoFile_CreatesItWithItsFolder()
    {
        var path = Path.Combine(_folder.FullName, "deep", "er", "validations.db");

        Some.Open(path).Dispose();

        Assert.Equal([$"{Migrations.Latest}"], Sql.Column(path, "PRAGMA user_version"));
    }

    [Fact]
    public void Open_EmptyFile_IsMigrated()
    {
        File.WriteAllBytes(_folder.Database, []);

        Some.Open(_folder.Database).Dispose();

        Assert.Contains("money_journal", Sql.Column(_folder.Database, "SELECT name FROM sqlite_schema"));
    }

    [Fact]
    public void Open_Again_ChangesNothing()
    {
        const string Everything = "SELECT type || name || coalesce(sql, '') FROM sqlite_schema ORDER BY 1";
        Some.Open(_folder.Database).Dispose();
        Sql.Run(_folder.Database, "INSERT INTO probe (id, at) VALUES (0, 42)");
        var schema = Sql.Column(_folder.Database, Everything);

        Some.Open(_folder.Database).Dispose();

        Assert.Equal(schema, Sql.Column(_folder.Database, Everything));
        Assert.Equal(["42"], Sql.Column(_folder.Database, "SELECT at FROM probe"));
    }

    [Fact]
    public void Open_NewerSchema_IsRefused()
    {
        Some.Open(_folder.Database).Dispose();
        Sql.Run(_folder.Database, "PRAGMA user_version = 99");

        var message = Refusal();

        Assert.Contains("schema version 99", message, StringComparison.Ordinal);
        Assert.Contains("newer", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE song (title TEXT)")]
    [InlineData("PRAGMA application_id = 77")]
    [InlineData("PRAGMA user_version = 1")]
    public void Open_DatabaseOfAnotherProgram_IsRefusedAndLeftAsItIs(string sql)
    {
        Sql.Run(_folder.Database, sql);
        var before = File.ReadAllBytes(_folder.Database);

        Assert.Contains("another program", Refusal(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.Database));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(20_000)]
    public void Open_Garbage_IsRefusedAndLeftAsItIs(int length)
    {
        var garbage = new byte[length];
        new Random(7).NextBytes(garbage);
        File.WriteAllBytes(_folder.Database, garbage);

        Assert.Contains("no SQLite database", Refusal(), StringComparison.Ordinal);
        Assert.Equal(garbage, File.ReadAllBytes(_folder.Database));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void Open_Folder_IsRefused(string end)
    {
        var refusal = Assert.Throws<StoreException>(() => Some.Open(_folder.FullName + end));

        Assert.Contains("is a folder", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderIsAFile_IsRefused()
    {
        File.WriteAllText(_folder.File("plain"), "");

        var refusal = Assert.Throws<StoreException>(() =>
            Some.Open(Path.Combine(_folder.File("plain"), "validations.db")));

        Assert.Contains("cannot be created", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OwnedByAnother_IsRefusedUntilItIsFree()
    {
        using (Some.Open(_folder.Database))
        {
            Assert.Contains("owned by another process", Refusal(), StringComparison.Ordinal);
        }

        Some.Open(_folder.Database).Dispose();
    }

    [Theory]
    [InlineData("validations.db")] // the file is a link
    [InlineData("link/validations.db")] // its folder is one
    [InlineData("link/again/validations.db")] // a folder above it is one
    public void Open_OwnedByAnotherUnderAnotherPath_IsRefused(string path)
    {
        var real = Directory.CreateDirectory(_folder.File("real"));
        var again = Directory.CreateDirectory(Path.Combine(real.FullName, "again"));
        Directory.CreateSymbolicLink(_folder.File("link"), "real");
        File.CreateSymbolicLink(_folder.Database, Path.Combine("link", "validations.db"));
        var owned = path.Contains("again", StringComparison.Ordinal) ? again : real;

        using (Some.Open(Path.Combine(owned.FullName, "validations.db")))
        {
            var refusal = Assert.Throws<StoreException>(() => Some.Open(_folder.File(path)));
            Assert.Contains("owned by another process", refusal.Message, StringComparison.Ordinal);
        }

        Some.Open(_folder.File(path)).Dispose();
        Assert.True(File.Exists(Path.Combine(owned.FullName, "validations.db")));
    }

    [Fact]
    public void Open_LinkToItself_IsRefused()
    {
        File.CreateSymbolicLink(_folder.Database, "validations.db");

        Assert.Contains("symbolic links", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoFolder_CreatesOneForThisUserOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // The system has no such modes.
        }

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Some.Open(Path.Combine(_folder.File("new"), "validations.db")).Dispose();
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder.File("new")));

        Directory.CreateDirectory(_folder.File("old"), OwnerOnly | UnixFileMode.GroupRead);
        Some.Open(Path.Combine(_folder.File("old"), "validations.db")).Dispose();
        Assert.Equal(OwnerOnly | UnixFileMode.GroupRead, File.GetUnixFileMode(_folder.File("old")));
    }

    [Fact]
    public void Open_NoFile_CreatesFilesForThisUserOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // The system has no such modes.
        }

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (Some.Open(_folder.Database))
        {
            foreach (var path in Directory.GetFiles(_folder.FullName))
            {
                Assert.Equal((path, OwnerOnly), (path, File.GetUnixFileMode(path)));
            }

            Assert.Equal(5, Directory.GetFiles(_folder.FullName).Length); // with log, shared memory, lock and mark
        }

        File.SetUnixFileMode(_folder.Database, OwnerOnly | UnixFileMode.GroupRead);
        using (Some.Open(_folder.Database))
        {
            Assert.Equal(OwnerOnly | UnixFileMode.GroupRead, File.GetUnixFileMode(_folder.Database));
        }
    }

    [Fact]
    public void Open_Refused_FreesTheLock()
    {
        File.WriteAllText(_folder.Database, "no database at all");
        Refusal();
        File.Delete(_folder.Database);

        Some.Open(_folder.Database).Dispose();
    }

    private string Refusal() => Assert.Throws<StoreException>(() => Some.Open(_folder.Database)).Message;
}
