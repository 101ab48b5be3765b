using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>Shortens what ADO.NET makes long.</summary>
internal static class SqliteCommands
{
    /// <summary>A command with its parameters.</summary>
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Every statement is a constant of this program; values are parameters.")]
    public static SqliteCommand Prepare(
        this SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> parameters, SqliteTransaction? transaction = null)
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

    /// <summary>Runs statements that give nothing back.</summary>
    public static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql, []);
        command.ExecuteNonQuery();
    }
}
