using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// Brings a database file to this program's schema. Numbered scripts run once each, in one transaction each. The
/// program refuses a file of a newer version.
/// </summary>
internal static class Migrations
{
    // "AccV": tells our files from other SQLite files.
    private const int ApplicationId = 0x41636356;
    // The scripts cannot fill these tables and columns: the core reads the states.
    private const int AccountsSince = 4;
    private const int QueriesSince = 7;
    private const string ScriptPrefix = "AccountValidation.SelfHost.Storage.Schema.";

    /// <summary>The schema version of this program.</summary>
    public static int Latest => Scripts().Count;

    /// <summary>Checks that this program may use the file.</summary>
    /// <exception cref="StoreException">Another program or a newer version wrote the file.</exception>
    public static void Check(SqliteConnection connection, string path)
    {
        var version = Read(connection, "PRAGMA user_version");
        var application = Read(connection, "PRAGMA application_id");
        var isNew = application == 0 && version == 0 && Read(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (application != ApplicationId && !isNew)
        {
            throw new StoreException(
                $"{path} is a SQLite database of another program. Set SelfHost:DatabasePath to a file of its own.");
        }

        if (version > Latest)
        {
            throw new StoreException(
                $"{path} has schema version {version}, this program knows versions up to {Latest}: it was written by "
                + $"a newer AccountValidation. "
                + "Start that version, or set SelfHost:DatabasePath to another file.");
        }
    }

    /// <summary>Migrates a checked file.</summary>
    public static void Run(SqliteConnection connection)
    {
        var version = Read(connection, "PRAGMA user_version");
        foreach (var (script, number) in Scripts().Select((script, index) => (script, index + 1)).Skip((int)version))
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Run(transaction, script);
            if (number == AccountsSince)
            {
                AccountMigration.Fill(connection, transaction);
            }

            if (number == QueriesSince)
            {
                QueryMigration.Fill(connection, transaction);
            }

            connection.Run(
                transaction,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {number};"));
            transaction.Commit();
        }
    }

    private static List<string> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ScriptPrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => ReadScript(assembly, name))];
    }

    private static string ReadScript(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Script {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static long Read(SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql, []);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
