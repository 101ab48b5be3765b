using System.Globalization;
using AccountValidation.KillHarness.Load;
using Microsoft.Data.Sqlite;

namespace AccountValidation.KillHarness.Audits;

/// <summary>
/// Checks the database file once the service has stopped. The file must be intact, without locks, and agree with the
/// API. Only cancelled or expired validations may leave an open drop.
/// </summary>
internal static class DatabaseAudit
{
    private const string OpenDropsOfTheAnswered =
        """
        SELECT validation_id FROM money_journal JOIN validation ON id = validation_id
        WHERE resolved_at IS NULL AND status NOT IN ('CANCELLED', 'EXPIRED')
        """;

    public static IReadOnlyList<string> Faults(string path, Evidence evidence)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString());
        connection.Open();
        var faults = new List<string>();
        faults.AddRange(
            Column(connection, "PRAGMA integrity_check")
                .Where(line => line != "ok")
                .Select(line => $"integrity_check: {line}"));
        faults.AddRange(
            Column(connection, OpenDropsOfTheAnswered).Select(id => $"{id} was answered, and its penny drop is open"));
        faults.AddRange(
            Column(connection, "SELECT id FROM account WHERE locked_by IS NOT NULL")
                .Select(id => $"{id} is locked, and all validations have settled"));
        faults.AddRange(
            Column(
                    connection,
                    "SELECT id FROM validation WHERE status = 'PENDING' OR due_at IS NOT NULL OR finished_at IS NULL")
                .Select(id => $"{id} is not finished in the database"));
        faults.AddRange(
            Column(connection, "SELECT key FROM idempotency_key WHERE validation_id NOT IN (SELECT id FROM validation)")
                .Select(key => $"the key {key} belongs to no validation"));

        Same(
            faults,
            "validations",
            Column(connection, "SELECT id || ' ' || status FROM validation"),
            evidence.Validations.Select(seen => $"{seen.Id} {seen.Status}"));
        Same(
            faults,
            "keys",
            Column(connection, "SELECT key || ' ' || validation_id FROM idempotency_key"),
            evidence
                .Intents.Where(intent => intent.ValidationId is not null)
                .Select(intent => $"{intent.Key} {intent.ValidationId}"));
        Same(
            faults,
            "penny drops intended",
            Column(connection, "SELECT validation_id || ' ' || attempt FROM money_journal"),
            evidence.Validations.SelectMany(Attempts));
        return faults;
    }

    private static IEnumerable<string> Attempts(ValidationSeen seen) =>
        Enumerable
            .Range(1, seen.ValidateAttempts)
            .Select(attempt => string.Create(CultureInfo.InvariantCulture, $"{seen.Id} {attempt}"));

    private static void Same(List<string> faults, string what, IEnumerable<string> stored, IEnumerable<string> seen)
    {
        var (inFile, outside) = (stored.ToHashSet(), seen.ToHashSet());
        faults.AddRange(inFile.Except(outside).Select(one => $"{what}: only the database has {one}"));
        faults.AddRange(outside.Except(inFile).Select(one => $"{what}: the database lacks {one}"));
    }

    private static List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var values = new List<string>();
        while (rows.Read())
        {
            values.Add(rows.GetString(0));
        }

        return values;
    }
}
