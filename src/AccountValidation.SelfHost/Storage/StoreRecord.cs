using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>The record that a database keeps of its own store.</summary>
/// <param name="StoreId">The id of the store.</param>
/// <param name="Seq">The number of commits.</param>
/// <param name="CommittedAt">The time of the last commit.</param>
/// <param name="TrustedSince">Since this time each start has come soon after the commit before, by the clock.</param>
/// <param name="MarkDue">The file's identity until the program has written the first mark; null afterwards.</param>
internal sealed record StoreRecord(
    string StoreId, long Seq, DateTimeOffset CommittedAt, DateTimeOffset TrustedSince, string? MarkDue = null)
{
    /// <summary>Reads the record; null for a new database, or a version without records.</summary>
    public static StoreRecord? Read(SqliteConnection connection)
    {
        using var isThere = connection.Prepare(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'store'",
            []);
        if (isThere.ExecuteScalar() is not 1L)
        {
            return null;
        }

        using var command = connection.Prepare(
            "SELECT store_id, seq, committed_at, trusted_since, mark_due FROM store",
            []);
        using var row = command.ExecuteReader();
        return row.Read()
            ? new(
                row.GetString(0),
                row.GetInt64(1),
                TimeAt(row, 2),
                TimeAt(row, 3),
                row.IsDBNull(4) ? null : row.GetString(4))
            : null;
    }

    /// <summary>Writes the record.</summary>
    public void Put(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.Run(
            transaction,
            """
            INSERT INTO store (id, store_id, seq, committed_at, trusted_since, mark_due)
            VALUES (0, $store, $seq, $committed, $trusted, $due)
            ON CONFLICT (id) DO UPDATE SET store_id = excluded.store_id, seq = excluded.seq,
                committed_at = excluded.committed_at, trusted_since = excluded.trusted_since,
                mark_due = excluded.mark_due
            """,
            ("$store", StoreId),
            ("$seq", Seq),
            ("$committed", CommittedAt.ToUnixTimeMilliseconds()),
            ("$trusted", TrustedSince.ToUnixTimeMilliseconds()),
            ("$due", MarkDue));

    private static DateTimeOffset TimeAt(SqliteDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
