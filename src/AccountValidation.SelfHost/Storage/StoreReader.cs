using System.Text;
using System.Text.Json;
using AccountValidation.Core;
using AccountValidation.Core.Json;
using AccountValidation.Service.Engine;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// Reads what is committed. A list leaves out a validation whose state is damaged, and says so in the log: the others
/// are worth showing.
/// </summary>
/// <param name="database">The file.</param>
/// <param name="logger">Names what is damaged.</param>
internal sealed partial class StoreReader(Database database, ILogger<StoreReader> logger)
{
    private const int MostDamaged = 100; // so many are left out and replaced by others in one page

    /// <summary>The most validations that one page of <see cref="ListInstances"/> reads.</summary>
    public const int MostInstancesRead = 1000;

    /// <summary>One validation; null when there is none with this id.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public Validation? Find(string id) => Read(
        "SELECT id, state FROM validation WHERE id = $id", [("$id", id)], ReadState).SingleOrDefault();

    /// <summary>The ids of the unsettled validations whose customer account is one of these.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public IReadOnlyList<string> FindUnsettled(IReadOnlyCollection<string> customerAccountIds) =>
        Read(
            "SELECT id FROM validation WHERE status = 'PENDING' AND customer_account_id IN (SELECT value FROM "
            + "json_each($accounts))",
            [("$accounts", JsonSerializer.Serialize(customerAccountIds))],
            row => row.GetString(0));

    /// <summary>Everything that needs the engine, now or later.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public IReadOnlyList<(string Id, DateTimeOffset DueAt)> AllDue() =>
        Read("SELECT id, due_at FROM validation WHERE due_at IS NOT NULL", [], row =>
            (row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))));

    /// <summary>Validations, newest first.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public IReadOnlyList<Validation> List(ValidationFilter filter)
    {
        var sql = new StringBuilder("SELECT id, state FROM validation WHERE TRUE");
        var values = new List<(string, object?)>();
        Narrow(sql, values, "customer_id = $customer", "$customer", filter.CustomerId);
        Narrow(sql, values, "customer_account_id = $account", "$account", filter.CustomerAccountId);
        Narrow(sql, values, "created_at >= $from", "$from", filter.CreatedFrom?.ToUnixTimeMilliseconds());
        Narrow(sql, values, "created_at < $to", "$to", filter.CreatedTo?.ToUnixTimeMilliseconds());
        Narrow(sql, values, "(created_at, id) < ($afterTime, $afterId)", "$afterTime", filter.After?.CreatedAt);
        if (filter.After is { } after)
        {
            values.Add(("$afterId", after.Id));
        }

        if (filter.Statuses.Count > 0)
        {
            sql.Append(" AND status IN (")
                .AppendJoin(", ", filter.Statuses.Select(status => $"'{StatusNames.Of(status)}'"))
                .Append(')');
        }

        values.Add(("$limit", filter.Limit + MostDamaged));
        sql.Append(" ORDER BY created_at DESC, id DESC LIMIT $limit");
        return Use(sql.ToString(), [.. values], rows => ReadUndamaged(rows, filter.Limit));
    }

    /// <summary>
    /// Validations in the order of their ids, whose states are read one by one until enough match or
    /// <see cref="MostInstancesRead"/> were read. A range of time that holds little goes through the column of many
    /// rows, but through no state.
    /// </summary>
    /// <param name="filter">What the columns tell.</param>
    /// <param name="matches">What only the state tells.</param>
    /// <param name="most">How many are enough.</param>
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

        // The plus keeps SQLite from the index by time: each page would sort all that the range holds. In the order of
        // the ids a page goes on where the last one ended.
        Narrow(sql, values, "+created_at >= $from", "$from", filter.CreatedFrom?.ToUnixTimeMilliseconds());
        Narrow(sql, values, "+created_at <= $to", "$to", filter.CreatedTo?.ToUnixTimeMilliseconds());
        sql.Append(filter.OnlyUnfinished ? " AND finished_at IS NULL" : "");
        sql.Append(" ORDER BY id LIMIT $limit) ORDER BY id");
        values.Add(("$limit", MostInstancesRead + 1));
        return Use(sql.ToString(), [.. values], rows =>
            ReadPage(rows, validation => IsWithin(filter, validation) && matches(validation), most));
    }

    private List<Validation> ReadUndamaged(SqliteDataReader rows, int most)
    {
        var found = new List<Validation>();
        while (found.Count < most && rows.Read())
        {
            if (TryReadState(rows) is { } validation)
            {
                found.Add(validation);
            }
        }

        return found;
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

    // The filter may be finer than the column. What is compared is the time that answers show, in whole milliseconds:
    // an instance is found by it.
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

    private T Use<T>(string sql, ReadOnlySpan<(string Name, object? Value)> parameters, Func<SqliteDataReader, T> read)
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
            database.Note(exception);
            throw new StoreUnavailableException("The database cannot be read.", exception);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The state of validation {ValidationId} cannot be read: the list leaves it out")]
    private partial void LogDamaged(Exception exception, string validationId);
}
