using System.Text.Json.Nodes;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.SelfHost.Tests.Storage;

/// <summary>
/// A file from before the account table: the migration loses nothing, and causes no double payment of an account.
/// </summary>
public sealed class AccountMigrationTests : IDisposable
{
    private const int Accounts = 200;
    private static readonly Baseline Created = new(AccountStatus.Created, LastValidated: null);
    private static readonly string[] NewNames = ["drop", "lastAnswer", "juspay"];

    private static readonly Stage[] Stages =
    [
        new Stage.Checking(Some.Noon, 0),
        new Stage.Paying(Created, Some.Noon, 0),
        new Stage.Paying(Created, Some.Noon, 1, ClearFrom: Some.Noon.AddMinutes(4)),
        new Stage.DropUnderWay(Created, Some.Noon.AddSeconds(30), 0),
        new Stage.Confirming(Created, Some.Noon, 2, Some.Noon, Some.Noon, 0),
        .. Enum.GetValues<DropEvidence>().Select(evidence => new Stage.Waiting(evidence, Created, Some.Noon, 1)),
        new Stage.Settled(ValidationStatus.Active, Some.Noon, Reason: null, Reused: false),
        new Stage.Settled(ValidationStatus.Failure, Some.Noon, new(ReasonCodes.AccountFailed, ""), Reused: false),
        new Stage.Settled(ValidationStatus.Rejected, Some.Noon, new(ReasonCodes.UnknownAccount, ""), Reused: false),
        new Stage.Settled(ValidationStatus.Cancelled, Some.Noon, new(ReasonCodes.Cancelled, ""), Reused: false),
        new Stage.Settled(ValidationStatus.Expired, Some.Noon, new(ReasonCodes.NoAnswer, ""), Reused: false),
        new Stage.Settled(ValidationStatus.Expired, Some.Noon, new(ReasonCodes.DropUncertain, ""), Reused: false),
        new Stage.Settled(ValidationStatus.Expired, Some.Noon, new(ReasonCodes.AttemptsUsedUp, ""), Reused: false),
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FileOfVersion3_Opened_KeepsEveryValidationAndWhatIsOpen()
    {
        var before = Write();

        Some.Open(_folder.Database).Dispose();

        var after = Sql.Validations(_folder.Database).ToDictionary(validation => validation.Id);
        Assert.Equal(before.Select(validation => validation.Id).Order(), after.Keys.Order());
        Assert.All(before, validation => Assert.Equal(validation.Status, after[validation.Id].Status));
        Assert.Equal($"{Accounts}", Sql.Column(_folder.Database, "SELECT count(*) FROM account")[0]);
        var open = after.Values.Where(validation => validation.HasOpenDrop).ToList();
        var kept = Sql.Column(
            _folder.Database,
            "SELECT upper(id) FROM account WHERE json_extract(state, '$.account.openDrop') IS NOT NULL");
        Assert.Equal(AccountsOf(open), kept.Order());
        var owners = Sql.Column(
            _folder.Database,
            "SELECT json_extract(state, '$.account.openDrop.drop.validationId') FROM account WHERE "
            + "json_extract(state, '$.account.openDrop') IS NOT NULL");
        Assert.Equal(
            owners.Where(id => after[id].ValidateAttempts > 0).Order(), // The remaining validations were adopted.
            Sql.Column(_folder.Database, "SELECT validation_id FROM money_journal WHERE resolved_at IS NULL").Order());
        Assert.True(kept.Count > Accounts / 4, $"{kept.Count} open drops are few");
    }

    [Fact]
    public async Task FileOfVersion3_TwoNamesOfOneAccountUnderWay_OneMayPay()
    {
        var aliases = Write()
            .Where(validation => !validation.IsSettled)
            .ToLookup(validation => validation.Request.CustomerAccountId.ToUpperInvariant())
            .Where(names => names.Count() == 2)
            .ToList();
        using var database = Some.Open(_folder.Database);
        using var writer = new StoreWriter(database, new FakeTimeProvider(Some.Noon), NullLogger<StoreWriter>.Instance);
        using var thread = new StoreWriterThread(writer);

        Assert.NotEmpty(aliases);
        foreach (var names in aliases)
        {
            var mayPay = new List<string>();
            foreach (var validation in names)
            {
                if (await writer.WriteAsync(transaction => transaction.TryLock(validation)))
                {
                    mayPay.Add(validation.Id);
                }
            }

            Assert.Single(mayPay);
        }
    }

    private static IEnumerable<string> AccountsOf(IEnumerable<Validation> validations) =>
        validations.Select(validation => validation.Request.CustomerAccountId.ToUpperInvariant()).Distinct().Order();

    // Every tenth account has a second validation under another spelling: the earlier version saw two accounts.
    private List<Validation> Write()
    {
        const string ApplicationId = "1097032534"; // "AccV"
        string[] scripts = ["0001_initial.sql", "0002_finished.sql", "0003_probe_room.sql"];
        Sql.Run(
            _folder.Database,
            $"{string.Join(';', scripts.Select(Script))}; PRAGMA application_id = {ApplicationId}; PRAGMA "
            + $"user_version = 3;");
        var written = new List<Validation>();
        using var connection = Sql.Open(_folder.Database);
        using var transaction = connection.BeginTransaction();
        for (var n = 0; n < Accounts; n++)
        {
            written.Add(In($"val_{n:000}", $"cst_{n}", $"banh_{n}", Stages[n % Stages.Length]));
            if (n % 10 == 0)
            {
                written.Add(In($"val_{n:000}b", $"CST_{n}", $"BANH_{n}", Stages[n / 10 % 11]));
            }
        }

        written.ForEach(validation => Insert(connection, transaction, validation));
        transaction.Commit();
        return written;
    }

    private static Validation In(string id, string customer, string account, Stage stage)
    {
        var hasPaid =
            stage
            is not Stage.Checking
                and not Stage.Paying { ClearFrom: null }
                and not Stage.Waiting { Evidence: DropEvidence.Adopted };
        return Some.Accepted(id, customer, account, Some.Noon.AddMinutes(-5)) with
        {
            Stage = stage,
            ValidateAttempts = hasPaid ? 1 : 0,
            PennyLeft = hasPaid,
            LastSeen =
                stage is Stage.Checking ? null : new(AccountStatus.Created, LastValidated: null, AccountDetails.None),
        };
    }

    private static void Insert(SqliteConnection connection, SqliteTransaction transaction, Validation validation)
    {
        var state = JsonNode.Parse(StateJson.Serialize(validation))!;
        foreach (var name in NewNames)
        {
            state["validation"]!.AsObject().Remove(name);
        }

        connection.Run(
            transaction,
            "INSERT INTO validation (id, customer_id, customer_account_id, status, created_at, due_at, state, "
            + "finished_at) VALUES ($id, $customer, $account, $status, 1, $due, $state, $finished)",
            ("$id", validation.Id),
            ("$customer", validation.Request.CustomerId),
            ("$account", validation.Request.CustomerAccountId),
            ("$status", StatusNames.Of(validation.Status)),
            ("$due", validation.IsSettled ? null : 1),
            ("$state", state.ToJsonString()),
            ("$finished", validation.IsSettled ? 1 : null));
        if (validation.ValidateAttempts > 0)
        {
            connection.Run(
                transaction,
                "INSERT INTO money_journal VALUES ($id, 1, $customer, $account, 1, $resolved)",
                ("$id", validation.Id),
                ("$customer", validation.Request.CustomerId),
                ("$account", validation.Request.CustomerAccountId),
                ("$resolved", validation.Stage is Stage.DropUnderWay or Stage.Confirming ? null : 2));
        }
    }

    private static string Script(string name)
    {
        using var stream = typeof(Migrations).Assembly.GetManifestResourceStream(
            $"AccountValidation.SelfHost.Storage.Schema.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
