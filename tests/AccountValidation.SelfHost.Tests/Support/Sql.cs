using System.Globalization;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.SelfHost.Storage;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>Reads and changes a database file through a second connection.</summary>
internal static class Sql
{
    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public static void Run(string path, string sql)
    {
        using var connection = Open(path);
        connection.Run(sql);
    }

    public static IReadOnlyList<string> Column(string path, string sql)
    {
        using var connection = Open(path);
        return Column(connection, sql);
    }

    public static IReadOnlyList<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql, []);
        using var rows = command.ExecuteReader();
        var values = new List<string>();
        while (rows.Read())
        {
            values.Add(Convert.ToString(rows.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return values;
    }

    public static IReadOnlyList<Validation> Validations(string path) =>
        [.. Column(path, "SELECT state FROM validation").Select(StateJson.Deserialize)];
}
