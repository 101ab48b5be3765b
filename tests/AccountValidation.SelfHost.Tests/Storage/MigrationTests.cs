using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>A file of an earlier version keeps all its content.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FileOfVersion1_Opened_KnowsWhatIsFinishedAndSince()
    {
        var (open, settled) = (Some.Accepted("val_open", account: "banh_1"), Settled("val_settled", "banh_2"));
        var undelivered = Settled("val_undelivered", "banh_3");
        WriteFileOfVersion1();
        Insert(open, dueAt: 1);
        Insert(settled, dueAt: null);
        Insert(undelivered, dueAt: 2);

        Some.Open(_folder.Database).Dispose();

        Assert.Equal(
            ["val_open:", $"val_settled:{Some.Noon.AddSeconds(7).ToUnixTimeMilliseconds()}", "val_undelivered:"],
            Sql.Column(_folder.Database, "SELECT id || ':' || coalesce(finished_at, '') FROM validation ORDER BY id"));
        Assert.Equal([$"{Migrations.Latest}"], Sql.Column(_folder.Database, "PRAGMA user_version"));
    }

    [Fact]
    public void BackupBeforeTheUpgrade_PutBack_IsWhatTheVersionBeforeHad()
    {
        WriteFileOfVersion1();
        Insert(Some.Accepted("val_before", account: "banh_1"), dueAt: 1);
        var backup = new Backup(_folder.Database, TimeProvider.System).Make(_folder.File("backup.db"));
        Some.Open(_folder.Database).Dispose();

        Assert.Equal(["1"], Sql.Column(backup.File, "PRAGMA user_version"));
        Assert.Equal(["val_before"], Sql.Column(backup.File, "SELECT id FROM validation"));

        // Beside the mark of the new version, this version opens the old file only with the operator's word. Then it
        // migrates the file again.
        File.Move(backup.File, _folder.Database, overwrite: true);
        Assert.Equal("1", Sql.Column(_folder.Database, "PRAGMA user_version")[0]);
        Some.GoOn(_folder.Database).Dispose();
        Assert.Equal("val_before", Assert.Single(Sql.Validations(_folder.Database)).Id);
    }

    private void WriteFileOfVersion1()
    {
        const string ApplicationId = "1097032534"; // "AccV"
        Sql.Run(
            _folder.Database,
            $"{Script("0001_initial.sql")}; PRAGMA application_id = {ApplicationId}; PRAGMA user_version = 1;");
    }

    private static Validation Settled(string id, string account) =>
        Lifecycle.Apply(Some.Accepted(id, account: account), new Signal.Cancel(), Some.Noon.AddSeconds(7));

    private static string Script(string name)
    {
        using var stream = typeof(Migrations).Assembly.GetManifestResourceStream(
            $"AccountValidation.SelfHost.Storage.Schema.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private void Insert(Validation validation, long? dueAt)
    {
        using var connection = Sql.Open(_folder.Database);
        using var command = connection.Prepare(
            "INSERT INTO validation VALUES ($id, 'cst_1', $account, $status, 1, $due, $state)",
            [
                ("$id", validation.Id),
                ("$account", validation.Request.CustomerAccountId),
                ("$status", StatusNames.Of(validation.Status)),
                ("$due", dueAt),
                ("$state", StateJson.Serialize(validation)),
            ]);
        command.ExecuteNonQuery();
    }
}
