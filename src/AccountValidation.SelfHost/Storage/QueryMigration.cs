using AccountValidation.Core.Json;
using AccountValidation.Service.Engine;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>Fills the columns that lists filter by, in a file from a version without these columns.</summary>
internal static class QueryMigration
{
    private const int Rows = 1000; // of one read

    /// <summary>Fills the new columns, in the transaction that created them. A damaged row keeps none.</summary>
    public static void Fill(SqliteConnection connection, SqliteTransaction transaction)
    {
        var last = "";
        while (ReadAfter(last, connection, transaction) is { Count: > 0 } states)
        {
            foreach (var (id, state) in states)
            {
                Fill(id, state, connection, transaction);
            }

            last = states[^1].Id;
        }
    }

    private static List<(string Id, string State)> ReadAfter(
        string last, SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.Prepare(
            "SELECT id, state FROM validation WHERE id > $last ORDER BY id LIMIT $rows",
            [("$last", last), ("$rows", Rows)],
            transaction);
        using var rows = command.ExecuteReader();
        var states = new List<(string, string)>();
        while (rows.Read())
        {
            states.Add((rows.GetString(0), rows.GetString(1)));
        }

        return states;
    }

    private static void Fill(string id, string state, SqliteConnection connection, SqliteTransaction transaction)
    {
        try
        {
            var validation = StateJson.Deserialize(state);
            connection.Run(
                transaction,
                $"UPDATE validation SET {QueryColumns.Assignments}, receiver = $receiver WHERE id = $id",
                [.. QueryColumns.Of(validation), ("$receiver", ReceiverHost.Of(validation)), ("$id", id)]);
            MetadataTable.Insert(validation, connection, transaction);
        }
        catch (StateFormatException)
        {
            return; // the next read of the row reports the damage
        }
    }
}
