using System.Globalization;
using System.Text;
using AccountValidation.Core;
using AccountValidation.Service.Engine;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The SQL of a list. One filter drives: its index gives the rows newest first. The other filters test a bounded number
/// of these rows. So a page takes a bounded time, however rare its validations are.
/// </summary>
internal sealed class ListSql
{
    private const int MostRows = 1_000; // tested by their row
    private const int MostEntries = 10_000; // tested by the index alone

    private readonly List<(string Name, object? Value)> _values = [];
    private readonly string _order;

    /// <summary>Makes the statement of a filter.</summary>
    public ListSql(ValidationFilter filter)
    {
        _order = filter.IdPrefix is null ? "created_at DESC, id DESC" : "id DESC";
        var named = Columns(filter).Where(column => column.Wanted.Count > 0).ToList();
        var bounds = Bounds(filter);
        List<string> drivers;
        (string Table, int Most) from = ("validation", MostRows);
        if (filter.IdPrefix is { } prefix)
        {
            drivers = [$"id >= {Value(prefix)} AND id < {Value(prefix + '\uFFFF')}"]; // ids are ASCII
        }
        else if (filter.Metadata is { } pair)
        {
            drivers = [$"digest = {Value(QueryColumns.DigestOf(pair.Key, pair.Value))}"];
            from = ("metadata JOIN validation USING (id, created_at)", MostRows);
        }
        else if (named is [var first, ..])
        {
            named.RemoveAt(0);
            drivers = [.. first.Wanted.Select(wanted => $"{first.Name} = {Value(wanted)}")];
        }
        else
        {
            drivers = ["TRUE"];
            from = ("validation", MostEntries);
        }

        Most = from.Most;
        var tests = string.Join(" AND ", Tests(filter, named));
        Text = string.Join(" UNION ALL ", drivers.Select(driver =>
            $"SELECT * FROM (SELECT id, created_at, coalesce({tests}, FALSE) FROM {from.Table} WHERE "
            + $"{driver}{bounds} ORDER BY {_order} LIMIT {Count(Most)})"));
        if (drivers.Count > 1)
        {
            Text = $"SELECT * FROM ({Text}) ORDER BY {_order} LIMIT {Count(Most)}";
        }
    }

    /// <summary>
    /// The statement. Its rows are the tested rows in the order of the list: id, time of acceptance, and whether the
    /// row passes.
    /// </summary>
    public string Text { get; }

    /// <summary>The parameters of <see cref="Text"/>.</summary>
    public (string Name, object? Value)[] Values => [.. _values];

    /// <summary>The most rows of the statement. When it returns as many, more may follow.</summary>
    public int Most { get; }

    // From the fewest rows to the most, as a rule.
    private static IEnumerable<(string Name, IReadOnlyList<object> Wanted)> Columns(ValidationFilter filter) =>
    [
        ("customer_account_id", One(filter.CustomerAccountId)),
        ("customer_id", One(filter.CustomerId)),
        ("waiting_for", [.. filter.WaitingFor.Select(WaitNames.Of)]),
        ("receiver", One(filter.ReceiverHost)),
        ("caller", One(filter.Caller)),
        ("callback_status", [.. filter.CallbackStatuses.Select(StatusNames.Of)]),
        ("status", [.. filter.Statuses.Select(StatusNames.Of)]),
    ];

    private static IReadOnlyList<object> One(string? value) => value is null ? [] : [value];

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Bounds(ValidationFilter filter)
    {
        var sql = new StringBuilder();
        Bound("created_at >= ", filter.CreatedFrom);
        Bound("created_at < ", filter.CreatedTo);
        Bound("created_at < ", filter.SettledTo); // nothing settles before its acceptance
        if (filter.After is { } after)
        {
            sql.Append(filter.IdPrefix is null
                ? $" AND (created_at, id) < ({Value(after.CreatedAt)}, {Value(after.Id)})"
                : $" AND id < {Value(after.Id)}");
        }

        return sql.ToString();

        void Bound(string comparison, DateTimeOffset? time)
        {
            if (time is { } bound)
            {
                sql.Append(" AND ").Append(comparison).Append(Value(bound.ToUnixTimeMilliseconds()));
            }
        }
    }

    private IEnumerable<string> Tests(
        ValidationFilter filter, List<(string Name, IReadOnlyList<object> Wanted)> named)
    {
        yield return "TRUE";
        foreach (var (name, wanted) in named)
        {
            yield return $"{name} IN ({string.Join(", ", wanted.Select(Value))})";
        }

        if (filter.SettledFrom is { } from)
        {
            yield return $"settled_at >= {Value(from.ToUnixTimeMilliseconds())}";
        }

        if (filter.SettledTo is { } to)
        {
            yield return $"settled_at < {Value(to.ToUnixTimeMilliseconds())}";
        }
    }

    private string Value(object value)
    {
        var name = $"$v{Count(_values.Count)}";
        _values.Add((name, value));
        return name;
    }
}
