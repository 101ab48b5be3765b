using AccountValidation.Core;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The times in which a database may have been used without knowing it now: from the last commit that it knows to each
/// start.
/// </summary>
internal static class DoubtTable
{
    /// <summary>Opens the window of a start.</summary>
    /// <param name="connection">The writer's connection.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="before">What the database knew before the start; null when it is new.</param>
    /// <param name="isGoneOn">True when it is a copy that an operator lets go on: nothing is paid until checks show all
    /// that the copy does not know.</param>
    /// <param name="now">The time of the start.</param>
    /// <param name="timeToShow">How long that takes.</param>
    /// <param name="slack">How much sooner than the last commit it begins, and how much later than the wait it
    /// ends.</param>
    /// <param name="keptFor">How long windows are kept.</param>
    public static void Open(
        SqliteConnection connection,
        SqliteTransaction transaction,
        StoreRecord? before,
        bool isGoneOn,
        DateTimeOffset now,
        TimeSpan timeToShow,
        TimeSpan slack,
        TimeSpan keptFor)
    {
        var rows = ReadRows(connection, transaction);
        var last = rows.LastOrDefault();
        if (before is null && !isGoneOn)
        {
            return; // nothing was ever known
        }

        // A wait that a stop has cut off begins anew. It need not be the last row's: the clock may have been set back
        // since.
        var isCutOff = rows.Exists(row => row.PaysFrom > before?.CommittedAt);
        var paysFrom = isGoneOn || isCutOff ? now + timeToShow : (DateTimeOffset?)null;
        var (earlier, later) =
            before is null || before.CommittedAt > now ? (now, before?.CommittedAt ?? now) : (before.CommittedAt, now);

        // Juspay's clock may be ahead of ours by so much, too, where what it dates so is paid again.
        var (from, to) = (earlier - slack, paysFrom is { } pays ? (pays > later ? pays : later) + slack : later);
        if (before is null)
        {
            from = DateTimeOffset.UnixEpoch; // it does not say since when it knows nothing
        }

        var meets = last is not null && from <= last.To;
        connection.Run(
            transaction,
            "DELETE FROM doubt WHERE opened_at < $old OR ($meets AND opened_at = $last) OR opened_at = $now",
            ("$old", (now - keptFor).ToUnixTimeMilliseconds()),
            ("$meets", meets),
            ("$last", last?.OpenedAt.ToUnixTimeMilliseconds()),
            ("$now", now.ToUnixTimeMilliseconds()));
        connection.Run(transaction, "UPDATE doubt SET pays_from = NULL");
        connection.Run(
            transaction,
            "INSERT OR REPLACE INTO doubt (opened_at, from_at, to_at, pays_from) VALUES ($now, $from, $to, $pays)",
            ("$now", (meets && last!.OpenedAt > now ? last.OpenedAt : now).ToUnixTimeMilliseconds()),
            ("$from", (meets && last!.From < from ? last.From : from).ToUnixTimeMilliseconds()),
            ("$to", (meets && last!.To > to ? last.To : to).ToUnixTimeMilliseconds()),
            ("$pays", paysFrom?.ToUnixTimeMilliseconds()));
    }

    /// <summary>What the database may have forgotten.</summary>
    public static StoreDoubt Read(SqliteConnection connection)
    {
        var rows = ReadRows(connection, transaction: null);
        return rows.Count == 0
            ? StoreDoubt.None
            : new(
                [.. rows.Select(row => new DoubtWindow(row.From, row.To, row.OpenedAt + StoreDoubt.Length))],
                rows.Max(row => row.PaysFrom));
    }

    private static List<Row> ReadRows(SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var command = connection.Prepare(
            "SELECT opened_at, from_at, to_at, pays_from FROM doubt ORDER BY opened_at",
            [],
            transaction);
        using var row = command.ExecuteReader();
        var rows = new List<Row>();
        while (row.Read())
        {
            rows.Add(new(TimeAt(row, 0), TimeAt(row, 1), TimeAt(row, 2), row.IsDBNull(3) ? null : TimeAt(row, 3)));
        }

        return rows;
    }

    private static DateTimeOffset TimeAt(SqliteDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private sealed record Row(
        DateTimeOffset OpenedAt, DateTimeOffset From, DateTimeOffset To, DateTimeOffset? PaysFrom);
}
