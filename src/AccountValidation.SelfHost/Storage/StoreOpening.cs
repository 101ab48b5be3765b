using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// Opens the store's record for one process: counts the start, and works out the events that the database may not know.
/// </summary>
internal static class StoreOpening
{
    // Juspay's clock may differ from ours by this much, and the database may lack the commits of this span.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    // A validation that began while a window counted ends within this time: the longest Recheck:Deadline is 365 days.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(365) + StoreDoubt.Length;

    /// <summary>Stores the opening durably.</summary>
    /// <param name="connection">The writer's connection to the migrated database.</param>
    /// <param name="mark">The database's mark; this method writes it.</param>
    /// <param name="known">The content of the mark before; null without a mark.</param>
    /// <param name="isGoneOn">True when an operator lets a copy continue.</param>
    /// <param name="terms">The conditions for the opening.</param>
    /// <param name="identity">The file's identity; null where the system gives none.</param>
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

    // From this commit on the mark must be present.
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

/// <summary>An opened store.</summary>
/// <param name="Record">The store's record after the opening.</param>
/// <param name="Restart">The start of this process, with the times that the stored data may have forgotten.</param>
/// <param name="IsGoneOn">True when an operator lets a copy continue.</param>
internal sealed record OpenedStore(StoreRecord Record, Restart Restart, bool IsGoneOn);
