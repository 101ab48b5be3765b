using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.SelfHost.Storage;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Time;
using Microsoft.Data.Sqlite;

namespace AccountValidation.Simulation.Audits;

/// <summary>Compares the content of a database with the books.</summary>
internal static class DatabaseAudit
{
    /// <summary>Checks all tables, and settles the doubt about a commit that a crash cut off.</summary>
    /// <exception cref="BrokenGuaranteeException">The database lacks a commit, or holds data that was never
    /// committed.</exception>
    public static void Check(Database database, Books books, VirtualTime time, Plan plan)
    {
        using var connection = database.OpenReader();
        Books.Require(Single(connection, "PRAGMA integrity_check") is "ok", "the database is damaged");
        var stored = Rows(connection, "SELECT id, state, status FROM validation")
            .ToDictionary(row => row[0], row => (State: row[1], Status: row[2]), StringComparer.Ordinal);
        books.EndDoubt(stored.ToDictionary(row => row.Key, row => row.Value.State, StringComparer.Ordinal));
        foreach (var (id, validation) in books.Committed.ToList())
        {
            if (stored.Remove(id, out var row))
            {
                Books.Require(
                    row.State == StateJson.Serialize(validation),
                    $"{id} is stored otherwise than it was committed");
                Books.Require(
                    row.Status == StatusNames.Of(validation.Status),
                    $"{id} has {row.Status} in its column, and is {validation.Status}");
            }
            else
            {
                Books.Require(
                    MayBePurged(validation, books, time, plan),
                    $"{id} ({validation.Status}) has disappeared");
                books.Purge(id);
            }
        }

        Books.Require(stored.Count == 0, $"{stored.Keys.FirstOrDefault()} is stored, and was never committed");
        CheckJournal(connection, books);
        CheckKeys(connection, books);
    }

    private static void CheckKeys(SqliteConnection connection, Books books)
    {
        var keys = Rows(connection, "SELECT key, validation_id FROM idempotency_key")
            .ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        foreach (var (key, id) in books.Keys)
        {
            Books.Require(
                keys.GetValueOrDefault(key) == id,
                $"the idempotency key {key} of {id} is stored for {keys.GetValueOrDefault(key) ?? "nothing"}");
        }
    }

    private static void CheckJournal(SqliteConnection connection, Books books)
    {
        var open = Rows(
                connection,
                "SELECT customer_account_id, validation_id FROM money_journal WHERE resolved_at IS NULL")
            .ToDictionary(row => row[0], row => row[1], StringComparer.OrdinalIgnoreCase);
        foreach (var row in Rows(connection, "SELECT id, coalesce(locked_by, ''), state FROM account"))
        {
            CheckAccount(books, row[0], row[1], AccountJson.Deserialize(row[2]), open);
        }

        Books.Require(
            open.Count == 0,
            $"the money journal has an open drop of {open.Keys.FirstOrDefault()}, and the account has none");
        var attempts = Rows(
            connection,
            "SELECT validation_id, CAST(max(attempt) AS TEXT), CAST(count(*) AS TEXT) FROM money_journal GROUP BY "
            + "validation_id");
        foreach (var row in attempts)
        {
            Books.Require(row[1] == row[2], $"{row[0]}: the money journal has gaps");
            Books.Require(
                !books.Committed.TryGetValue(row[0], out var validation)
                    || validation.ValidateAttempts.ToString(System.Globalization.CultureInfo.InvariantCulture)
                        == row[1],
                $"{row[0]}: the money journal and the state count differently");
        }
    }

    private static void CheckAccount(
        Books books, string id, string lockedBy, Account account, Dictionary<string, string> open)
    {
        var running = books.Committed.Values.SingleOrDefault(validation =>
            !validation.IsSettled
            && string.Equals(validation.Request.CustomerAccountId, id, StringComparison.OrdinalIgnoreCase));
        Books.Require((running?.Id ?? "") == lockedBy, $"{id} is locked by {lockedBy}, and {running?.Id} runs");
        Books.Require(
            running is null || AccountRules.OpenDropOf(running) == account.OpenDrop,
            $"{id} has {account.OpenDrop}, and {running?.Id} {running?.Drop} {running?.Stage}");
        if (open.Remove(id, out var owner))
        {
            Books.Require(
                account.OpenDrop?.Drop.ValidationId == owner,
                $"{id}: the money journal has an open drop of {owner}, and the account {account.OpenDrop}");
        }
    }

    private static bool MayBePurged(Validation validation, Books books, VirtualTime time, Plan plan) =>
        books.FinishedAt(validation) + plan.RetainSettled <= time.ProcessTimeOfDay + plan.Host.AllJumps;

    private static string? Single(SqliteConnection connection, string sql) =>
        Rows(connection, sql) is [[var only]] ? only : null;

    private static List<string[]> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql, []);
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return rows;
    }
}
