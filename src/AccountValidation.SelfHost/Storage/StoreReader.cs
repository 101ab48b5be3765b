using System.Text;
using System.Text.Json;
using AccountValidation.Core;
using AccountValidation.Service.Api;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>Reads what is committed.</summary>
/// <param name="database">The file.</param>
internal sealed class StoreReader(Database database)
{
    /// <summary>One validation; null when there is none with this id.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public Validation? Find(string id) => Read(
        "SELECT id, state FROM validation WHERE id = $id", [("$id", id)], ReadState).SingleOrDefault();

    /// <summary>The ids of the validations in flight whose customer account is one of these.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public IReadOnlyList<string> FindInFlight(IReadOnlyCollection<string> customerAccountIds) => Read(
        "SELECT id FROM validation WHERE status = 'PENDING' AND customer_account_id IN (SELECT value FROM json_each($accounts))",
        [("$accounts", JsonSerializer.Serialize(customerAccountIds))],
        row => row.GetString(0));

    /// <summary>Everything that needs the engine, now or later.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public IReadOnlyList<(string Id, DateTimeOffset DueAt)> AllDue() => Read(
        "SELECT id, due_at FROM validation WHERE due_at IS NOT NULL", [], row => (row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))));

    /// <summary>Validations, newest first.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public IReadOnlyList<Validation> List(ValidationFilter filter)
    {
        var sql = new StringBuilder("SELECT id, state FROM validation WHERE TRUE");
        var values = new List<(string, object?)>();
        void Where(string condition, string name, object? value)
        {
            if (value is not null)
            {
                sql.Append(" AND ").Append(condition);
                values.Add((name, value));
            }
        }

        Where("customer_id = $customer", "$customer", filter.CustomerId);
        Where("customer_account_id = $account", "$account", filter.CustomerAccountId);
        Where("created_at >= $from", "$from", filter.CreatedFrom?.ToUnixTimeMilliseconds());
        Where("created_at < $to", "$to", filter.CreatedTo?.ToUnixTimeMilliseconds());
        Where("(created_at, id) < ($afterTime, $afterId)", "$afterTime", filter.After?.CreatedAt);
        if (filter.After is { } after)
        {
            values.Add(("$afterId", after.Id));
        }

        if (filter.Statuses.Count > 0)
        {
            sql.Append(" AND status IN (").AppendJoin(", ", filter.Statuses.Select(status => $"'{StatusNames.Of(status)}'")).Append(')');
        }

        values.Add(("$limit", filter.Limit));
        sql.Append(" ORDER BY created_at DESC, id DESC LIMIT $limit");
        return Read(sql.ToString(), [.. values], ReadState);
    }

    private static Validation ReadState(SqliteDataReader row) => StoredState.Read(row.GetString(0), row.GetString(1));

    private List<T> Read<T>(string sql, ReadOnlySpan<(string Name, object? Value)> parameters, Func<SqliteDataReader, T> read)
    {
        try
        {
            using var connection = database.OpenReader();
            using var command = connection.Prepare(sql, parameters);
            using var rows = command.ExecuteReader();
            var found = new List<T>();
            while (rows.Read())
            {
                found.Add(read(rows));
            }

            return found;
        }
        catch (SqliteException exception)
        {
            throw new StoreUnavailableException("The database cannot be read.", exception);
        }
    }
}
