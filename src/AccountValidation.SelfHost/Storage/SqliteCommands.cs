using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>Short forms of ADO.NET calls.</summary>
internal static class SqliteCommands
{
    /// <summary>Creates a command with its parameters.</summary>
    [SuppressMessage(
        "Security",
        "CA2100:Review SQL queries for security vulnerabilities",
        Justification = "Every statement is a constant of this program; values are parameters.")]
    public static SqliteCommand Prepare(
        this SqliteConnection connection,
        string sql,
        ReadOnlySpan<(string Name, object? Value)> parameters,
        SqliteTransaction? transaction = null)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    /// <summary>
    /// Copies the write-ahead log into the file and truncates the log, so that no overwritten data remains. Returns
    /// false while another connection reads from the log.
    /// </summary>
    public static bool EmptyLog(this SqliteConnection connection)
    {
        using var command = connection.Prepare("PRAGMA wal_checkpoint(TRUNCATE)", []);
        return command.ExecuteScalar() is 0L;
    }

    /// <summary>Runs one statement within a transaction.</summary>
    public static void Run(
        this SqliteConnection connection,
        SqliteTransaction transaction,
        string sql,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Prepare(sql, parameters, transaction);
        command.ExecuteNonQuery();
    }

    /// <summary>Runs statements without a result.</summary>
    public static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql, []);
        command.ExecuteNonQuery();
    }
}
