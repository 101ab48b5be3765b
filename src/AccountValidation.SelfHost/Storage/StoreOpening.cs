using AccountValidation.Core.Lifecycles;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// Opens what a database says of itself for one process: counts the start, and works out what may have happened that
/// the database does not know.
/// </summary>
internal static class StoreOpening
{
    // By so much Juspay's clock and ours may differ, and a commit may be missed.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    // Longer than any validation can be under way that began while a window still counted.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Opens it, durably.</summary>
    /// <param name="connection">The writer's connection to the migrated database.</param>
    /// <param name="mark">Its mark, which is written here.</param>
    /// <param name="known">What the mark said; null when there was none.</param>
    /// <param name="isGoneOn">True when an operator lets it go on from a copy.</param>
    /// <param name="terms">On which terms.</param>
    /// <param name="identity">The file's identity.</param>
    /// <exception cref="IOException">The mark cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The mark cannot be written.</exception>
    public static OpenedStore Open(
        SqliteConnection connection,
        StoreMark mark,
        MarkContent? known,
        bool isGoneOn,
        StoreTerms terms,
        string? identity)
    {
        var now = terms.Clock.GetUtcNow();
        var before = StoreRecord.Read(connection);
        var opened = (before, isGoneOn) switch
        {
            (null, _) => new StoreRecord(terms.NewStoreId(), StoreCheck.LastSeq(before, known), now, now),
            ({ } stored, true) => stored with
            {
                StoreId = terms.NewStoreId(),
                Seq = StoreCheck.LastSeq(stored, known),
                TrustedSince = now,
            },
            ({ } stored, false) => stored with
            {
                TrustedSince = IsSoon(stored.CommittedAt, now) ? stored.TrustedSince : now,
            },
        };
        var isMarked = before is { MarkDue: null } && !isGoneOn;
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            DoubtTable.Open(connection, transaction, before, isGoneOn, now, terms.TimeToShow, Slack, KeptFor);
            opened = opened with
            {
                Seq = opened.Seq + 1,
                CommittedAt = now,
                MarkDue = isMarked ? null : identity ?? "",
            };
            opened.Put(connection, transaction);
            transaction.Commit();
        }

        mark.Write(opened.StoreId, opened.Seq);
        return new(
            isMarked ? opened : Marked(connection, mark, opened),
            new(now, opened.TrustedSince, DoubtTable.Read(connection)),
            isGoneOn);
    }

    // From now on the mark must be there.
    private static StoreRecord Marked(SqliteConnection connection, StoreMark mark, StoreRecord opened)
    {
        var marked = opened with { Seq = opened.Seq + 1, MarkDue = null };
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            marked.Put(connection, transaction);
            transaction.Commit();
        }

        mark.Write(marked.StoreId, marked.Seq);
        return marked;
    }

    private static bool IsSoon(DateTimeOffset committedAt, DateTimeOffset now) =>
        (now - committedAt).Duration() <= Slack;
}

/// <summary>A database that was opened.</summary>
/// <param name="Record">What it says of itself now.</param>
/// <param name="Restart">Since when this process goes on with it.</param>
/// <param name="IsGoneOn">True when an operator lets it go on from a copy.</param>
internal sealed record OpenedStore(StoreRecord Record, Restart Restart, bool IsGoneOn);
