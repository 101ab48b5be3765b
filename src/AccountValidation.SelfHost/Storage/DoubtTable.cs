using AccountValidation.Core;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The windows of doubt: in each, from the last known commit to a start, the database may have been used without
/// knowing it now.
/// </summary>
internal static class DoubtTable
{
    /// <summary>Opens the window of a start.</summary>
    /// <param name="connection">The writer's connection.</param>
    /// <param name="transaction">The transaction of the opening.</param>
    /// <param name="before">The store's record before the start; null for a new store.</param>
    /// <param name="isGoneOn">True when an operator lets a copy continue. Penny drops then wait until checks show
    /// everything that the copy does not know.</param>
    /// <param name="now">The time of the start.</param>
    /// <param name="timeToShow">The length of this wait.</param>
    /// <param name="slack">The window begins this much before the last commit, and ends this much after the
    /// wait.</param>
    /// <param name="keptFor">The time for which the table keeps a window.</param>
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
            return; // A new store has nothing to forget.
        }

        // A wait that a stop has cut off begins again. The last row need not hold this wait: an operator may have set
        // the clock back since.
        var isCutOff = rows.Exists(row => row.PaysFrom > before?.CommittedAt);
        var paysFrom = isGoneOn || isCutOff ? now + timeToShow : (DateTimeOffset?)null;
        var (earlier, later) =
            before is null || before.CommittedAt > now ? (now, before?.CommittedAt ?? now) : (before.CommittedAt, now);

        // Juspay's clock may be ahead by the slack as well, in the time at which penny drops are allowed again.
        var (from, to) = (earlier - slack, paysFrom is { } pays ? (pays > later ? pays : later) + slack : later);
        if (before is null)
        {
            from = DateTimeOffset.UnixEpoch; // The start of the doubt is unknown.
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

    /// <summary>Reads the windows in which the database may have forgotten something.</summary>
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
