using AccountValidation.Core;
using AccountValidation.Service.Engine;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// Reads the summary. The schema's triggers keep the counts with every write. The oldest of each is the first entry of
/// an index.
/// </summary>
internal static class SummarySql
{
    /// <summary>Reads the summary within one snapshot.</summary>
    public static ValidationSummary Read(SqliteConnection connection, SqliteTransaction snapshot) => new(
        [
            .. Tallies(connection, snapshot, "status", "status", "created_at")
                .Select(tally => new Tally<ValidationStatus>(StatusOf(tally.Value), tally.Count, tally.Oldest)),
        ],
        [
            .. Tallies(connection, snapshot, "waiting", "waiting_for", "waiting_since")
                .Select(tally => new Tally<WaitCause>(CauseOf(tally.Value), tally.Count, tally.Oldest)),
        ],
        [
            .. Tallies(connection, snapshot, "callback", "callback_status", "created_at")
                .Select(tally => new Tally<CallbackStatus?>(CallbackOf(tally.Value), tally.Count, tally.Oldest)),
        ],
        Receivers(connection, snapshot),
        IsComplete: true);

    private static List<(string Value, long Count, DateTimeOffset Oldest)> Tallies(
        SqliteConnection connection, SqliteTransaction snapshot, string kind, string column, string time)
    {
        using var command = connection.Prepare(
            $"""
            SELECT value, count, (SELECT {time} FROM validation WHERE {column} = value ORDER BY {time} LIMIT 1)
            FROM tally WHERE kind = $kind AND count > 0 ORDER BY count DESC
            """,
            [("$kind", kind)],
            snapshot);
        using var rows = command.ExecuteReader();
        var tallies = new List<(string, long, DateTimeOffset)>();
        while (rows.Read())
        {
            tallies.Add((rows.GetString(0), rows.GetInt64(1), TimeAt(rows, 2)!.Value));
        }

        return tallies;
    }

    private static List<ReceiverTally> Receivers(SqliteConnection connection, SqliteTransaction snapshot)
    {
        // The candidates are the receivers with most of each kind.
        using var command = connection.Prepare(
            """
            SELECT host, waiting, failed,
                (SELECT waiting_since FROM validation WHERE receiver = host AND waiting_for = 'receiver'
                    ORDER BY waiting_since LIMIT 1)
            FROM (
                SELECT host,
                    coalesce((SELECT count FROM tally WHERE kind = 'receiver-waiting' AND value = host), 0) AS waiting,
                    coalesce((SELECT count FROM tally WHERE kind = 'receiver-failed' AND value = host), 0) AS failed
                FROM (
                    SELECT * FROM (SELECT value AS host FROM tally WHERE kind = 'receiver-waiting'
                        ORDER BY count DESC LIMIT $most)
                    UNION
                    SELECT * FROM (SELECT value AS host FROM tally WHERE kind = 'receiver-failed'
                        ORDER BY count DESC LIMIT $most)
                )
            )
            ORDER BY waiting + failed DESC, host LIMIT $most
            """,
            [("$most", ValidationSummary.MostReceivers)],
            snapshot);
        using var rows = command.ExecuteReader();
        var receivers = new List<ReceiverTally>();
        while (rows.Read())
        {
            receivers.Add(new(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), TimeAt(rows, 3)));
        }

        return receivers;
    }

    private static DateTimeOffset? TimeAt(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static ValidationStatus StatusOf(string name) =>
        StatusNames.TryParse(name, out var status) ? status : throw NotKnown(name);

    private static WaitCause CauseOf(string name) =>
        WaitNames.TryParse(name, out var cause) ? cause : throw NotKnown(name);

    private static CallbackStatus? CallbackOf(string name) =>
        StatusNames.TryParseCallback(name, out CallbackStatus? status) ? status : throw NotKnown(name);

    private static InvalidOperationException NotKnown(string name) =>
        new($"The table tally holds the unknown name {name}.");
}
