using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.StoredStates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>A file whose states have the names of the version before keeps every validation and account.</summary>
public sealed class FormerNamesTests : IDisposable
{
    private const int FormerSchema = 5;

    private readonly TempFolder _folder = new();

    public FormerNamesTests() => WriteFormerFile();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FormerFile_Opened_GivesEveryValidationAndAccount()
    {
        using var database = Some.Open(_folder.Database);
        var reader = new StoreReader(database, NullLogger<StoreReader>.Instance);
        Assert.All(FormerStates.Validations, former =>
        {
            var expected = Restarts.Resumed(
                StateJson.Deserialize(FormerStates.InTodaysNames(former)), database.Restart);
            Assert.Equal(StateJson.Serialize(expected), StateJson.Serialize(reader.Find(expected.Id)!));
        });

        using var connection = database.OpenReader();
        using var transaction = connection.BeginTransaction(deferred: true);
        var accounts = new AccountTable(connection, transaction, database.Restart);
        Assert.All(FormerStates.Accounts, (former, index) =>
            Assert.Equal(
                AccountJson.Deserialize(FormerStates.InTodaysNames(former)),
                accounts.Find($"account-{index}").Account));
    }

    [Fact]
    public void FormerFile_Opened_IsFilteredAndCountedByWhatItsStatesSay()
    {
        Some.Open(_folder.Database).Dispose();

        var rows = Sql.Column(
            _folder.Database,
            """
            SELECT state || char(10) || concat_ws(
                ' ', coalesce(waiting_for, '-'), coalesce(waiting_since, '-'), callback_status,
                coalesce(settled_at, '-'), coalesce(receiver, '-'))
            FROM validation
            """);
        Assert.Equal(FormerStates.Validations.Count, rows.Count);
        Assert.All(rows.Select(row => row.Split('\n')), row =>
        {
            var validation = StateJson.Deserialize(row[0]);
            var columns = QueryColumns.Of(validation).Select(column => column.Value)
                .Append(ReceiverHost.Of(validation));
            Assert.Equal(string.Join(' ', columns.Select(value => value ?? "-")), row[1]);
        });
        TallyRows.AssertEqualTheTally(_folder.Database);
    }

    [Fact]
    public async Task FormerValidation_Changed_IsWrittenInTodaysNames()
    {
        using (var database = Some.Open(_folder.Database))
        using (var writer = new StoreWriter(
            database, new FakeTimeProvider(Some.Noon), NullLogger<StoreWriter>.Instance))
        {
            using var thread = new StoreWriterThread(writer);
            foreach (var id in FormerStates.Validations.Select(former => StateJson.Deserialize(former).Id))
            {
                await writer.WriteAsync(transaction =>
                    transaction.Change(id, (current, _) => current with { IsBulk = !current.IsBulk }));
            }
        }

        var written = Sql.Column(_folder.Database, "SELECT state FROM validation");
        Assert.Equal(FormerStates.Validations.Count, written.Count);
        Assert.All(written, state =>
        {
            Assert.StartsWith("{\"version\":2,", state, StringComparison.Ordinal);
            Assert.Equal(state, StateJson.Serialize(StateJson.Deserialize(state)));
        });
    }

    // The program before knows schemas up to its own: it refuses the file instead of misreading a state.
    [Fact]
    public void FormerFile_Opened_HasASchemaThatTheProgramBeforeRefuses()
    {
        Some.Open(_folder.Database).Dispose();
        Assert.True(int.Parse(Sql.Column(_folder.Database, "PRAGMA user_version")[0], null) > FormerSchema);
    }

    [Fact]
    public void BackupBeforeTheUpgrade_AfterwardsToo_IsWhatTheProgramBeforeWrote()
    {
        var backup = new Backup(_folder.Database, TimeProvider.System).Make(_folder.File("backup.db"));
        Some.Open(_folder.Database).Dispose();

        Assert.Equal([$"{FormerSchema}"], Sql.Column(backup.File, "PRAGMA user_version"));
        Assert.Equal(FormerStates.Validations, Sql.Column(backup.File, "SELECT state FROM validation ORDER BY state"));
    }

    private void WriteFormerFile()
    {
        using var connection = Sql.Open(_folder.Database);
        var scripts = typeof(Migrations).Assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Schema.000", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Take(FormerSchema);
        foreach (var script in scripts)
        {
            using var reader = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream(script)!);
            connection.Run(reader.ReadToEnd());
        }

        connection.Run("PRAGMA application_id = 1097032534; PRAGMA user_version = 5;");
        using var transaction = connection.BeginTransaction();
        foreach (var former in FormerStates.Validations)
        {
            var validation = StateJson.Deserialize(former);
            using var command = connection.Prepare(
                """
                INSERT INTO validation (id, customer_id, customer_account_id, status, created_at, due_at, state)
                VALUES ($id, 'cst_1', $account, $status, 1, $due, $state)
                """,
                [
                    ("$id", validation.Id),
                    ("$account", validation.Request.CustomerAccountId),
                    ("$status", StatusNames.Of(validation.Status)),
                    ("$due", validation.IsFinished ? null : 1L),
                    ("$state", former),
                ],
                transaction);
            command.ExecuteNonQuery();
        }

        foreach (var (index, former) in FormerStates.Accounts.Index())
        {
            using var command = connection.Prepare(
                "INSERT INTO account (id, state) VALUES ($id, $state)",
                [("$id", $"account-{index}"), ("$state", former)],
                transaction);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
