using System.Text;
using System.Text.Json;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Service.Engine;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>Reads committed data. A list leaves out a validation whose state is damaged, and logs its id.</summary>
/// <param name="database">The file.</param>
/// <param name="logger">Receives the ids of damaged validations.</param>
internal sealed partial class StoreReader(Database database, ILogger<StoreReader> logger)
{
    private const int MostDamaged = 100; // The most damaged rows that a page leaves out and replaces.

    /// <summary>The most validations that one page of <see cref="ListInstances"/> reads.</summary>
    public const int MostInstancesRead = 1000;

    /// <summary>Reads a validation; null for an unknown id.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public Validation? Find(string id) => Read(
        "SELECT id, state FROM validation WHERE id = $id", [("$id", id)], ReadState).SingleOrDefault();

    /// <summary>Reads the ids of the unsettled validations of these customer accounts.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public IReadOnlyList<string> FindUnsettled(IReadOnlyCollection<string> customerAccountIds) =>
        Read(
            "SELECT id FROM validation WHERE status = 'PENDING' AND customer_account_id IN (SELECT value FROM "
            + "json_each($accounts))",
            [("$accounts", JsonSerializer.Serialize(customerAccountIds))],
            row => row.GetString(0));

    /// <summary>Reads all validations that need the engine, now or later.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public IReadOnlyList<(string Id, DateTimeOffset DueAt)> AllDue() =>
        Read("SELECT id, due_at FROM validation WHERE due_at IS NOT NULL", [], row =>
            (row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))));

    /// <summary>Counts the penny drops whose end is not known, by their index.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public long CountOpenDrops() =>
        Read("SELECT count(*) FROM money_journal WHERE resolved_at IS NULL", [], row => row.GetInt64(0)).Single();

    /// <summary>Lists validations, newest first. With a beginning of the id the order is that of the ids.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public ValidationList List(ValidationFilter filter)
    {
        var sql = new ListSql(filter);
        return UseSnapshot((connection, snapshot) =>
        {
            using var command = connection.Prepare(sql.Text, sql.Values, snapshot);
            using var rows = command.ExecuteReader();
            return ReadList(rows, filter, sql.Most, id => ReadState(id, connection, snapshot));
        });
    }

    /// <summary>Reads the numbers of all validations.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public ValidationSummary Summarize() => UseSnapshot(SummarySql.Read);

    /// <summary>
    /// Lists validations in the order of their ids. The method reads state after state, until enough match or
    /// <see cref="MostInstancesRead"/> were read. A range of time with few validations scans the time column of many
    /// rows, but reads none of their states.
    /// </summary>
    /// <param name="filter">The filters that columns answer.</param>
    /// <param name="matches">The filters that only a state answers.</param>
    /// <param name="most">The size of the page.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public InstancePage ListInstances(InstanceFilter filter, Func<Validation, bool> matches, int most)
    {
        const char AfterEveryId = '\uFFFF'; // ids are ASCII
        var sql = new StringBuilder(
            "SELECT id, state FROM validation WHERE id IN (SELECT id FROM validation WHERE TRUE");
        var values = new List<(string, object?)>();
        Narrow(sql, values, "id > $after", "$after", filter.After);
        Narrow(sql, values, "id >= $prefix", "$prefix", filter.IdPrefix);
        Narrow(sql, values, "id < $end", "$end", filter.IdPrefix is { } prefix ? prefix + AfterEveryId : null);

        // The plus stops SQLite from using the index by time: each page would then sort the whole range. In the order
        // of the ids each page continues after the last page.
        Narrow(sql, values, "+created_at >= $from", "$from", filter.CreatedFrom?.ToUnixTimeMilliseconds());
        Narrow(sql, values, "+created_at <= $to", "$to", filter.CreatedTo?.ToUnixTimeMilliseconds());
        sql.Append(filter.OnlyUnfinished ? " AND finished_at IS NULL" : "");
        sql.Append(" ORDER BY id LIMIT $limit) ORDER BY id");
        values.Add(("$limit", MostInstancesRead + 1));
        return Use(sql.ToString(), [.. values], rows =>
            ReadPage(rows, validation => IsWithin(filter, validation) && matches(validation), most));
    }

    // Reads on until one more validation matches: only then a next page exists for certain.
    private static ValidationList ReadList(
        SqliteDataReader rows, ValidationFilter filter, int most, Func<string, Validation?> read)
    {
        var (found, damaged, tested) = (new List<Validation>(), 0, 0);
        ListPosition? last = null;
        for (; rows.Read(); tested++)
        {
            var here = new ListPosition(rows.GetInt64(1), rows.GetString(0));
            if (rows.GetBoolean(2))
            {
                if (found.Count == filter.Limit || damaged == MostDamaged)
                {
                    return new(found, ListPosition.ToShow(last, filter, found));
                }

                var validation = read(here.Id);
                damaged += validation is null ? 1 : 0;
                if (validation is not null && HasPair(validation, filter.Metadata))
                {
                    found.Add(validation);
                }
            }

            last = here;
        }

        return new(found, tested == most ? ListPosition.ToShow(last, filter, found) : null);
    }

    // Two pairs may share a digest.
    private static bool HasPair(Validation validation, MetadataPair? pair) =>
        pair is null
        || (validation.Request.Metadata.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private Validation? ReadState(string id, SqliteConnection connection, SqliteTransaction snapshot)
    {
        using var command = connection.Prepare(
            "SELECT id, state FROM validation WHERE id = $id", [("$id", id)], snapshot);
        using var row = command.ExecuteReader();
        return row.Read() ? TryReadState(row) : null;
    }

    private InstancePage ReadPage(SqliteDataReader rows, Func<Validation, bool> matches, int most)
    {
        var found = new List<Validation>();
        string? last = null;
        for (var read = 0; rows.Read(); read++)
        {
            if (found.Count == most || read == MostInstancesRead)
            {
                return new(found, ContinueAfter: last);
            }

            last = rows.GetString(0);
            if (TryReadState(rows) is { } validation && matches(validation))
            {
                found.Add(validation);
            }
        }

        return new(found, ContinueAfter: null);
    }

    // The filter may be finer than the column. The comparison uses the time that responses show, in whole milliseconds:
    // a client filters by this time.
    private static bool IsWithin(InstanceFilter filter, Validation validation)
    {
        var shown = DateTimeOffset.FromUnixTimeMilliseconds(validation.CreatedAt.ToUnixTimeMilliseconds());
        return !(shown < filter.CreatedFrom) && !(shown > filter.CreatedTo);
    }

    private Validation ReadState(SqliteDataReader row) =>
        StoredState.Read(row.GetString(0), row.GetString(1), database.Restart);

    private Validation? TryReadState(SqliteDataReader row)
    {
        try
        {
            return ReadState(row);
        }
        catch (StateFormatException exception)
        {
            LogDamaged(exception, row.GetString(0));
            return null;
        }
    }

    private static void Narrow(
        StringBuilder sql, List<(string, object?)> values, string condition, string name, object? value)
    {
        if (value is not null)
        {
            sql.Append(" AND ").Append(condition);
            values.Add((name, value));
        }
    }

    private List<T> Read<T>(
        string sql,
        ReadOnlySpan<(string Name, object? Value)> parameters,
        Func<SqliteDataReader, T> read) => Use(sql, parameters, rows =>
        {
            var found = new List<T>();
            while (rows.Read())
            {
                found.Add(read(rows));
            }

            return found;
        });

    private T Use<T>(
        string sql, ReadOnlySpan<(string Name, object? Value)> parameters, Func<SqliteDataReader, T> read)
    {
        try
        {
            using var connection = database.OpenReader();
            using var command = connection.Prepare(sql, parameters);
            using var rows = command.ExecuteReader();
            return read(rows);
        }
        catch (SqliteException exception)
        {
            throw Unreadable(exception);
        }
    }

    private T UseSnapshot<T>(Func<SqliteConnection, SqliteTransaction, T> read)
    {
        try
        {
            using var connection = database.OpenReader();
            using var snapshot = connection.BeginTransaction(deferred: true);
            return read(connection, snapshot);
        }
        catch (SqliteException exception)
        {
            throw Unreadable(exception);
        }
    }

    private StoreUnavailableException Unreadable(SqliteException exception)
    {
        database.Note(exception);
        return new("The database cannot be read.", exception);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The state of validation {ValidationId} cannot be read: the list leaves it out")]
    private partial void LogDamaged(Exception exception, string validationId);
}
