using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using AccountValidation.Service.Engine;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The only writer of the database. Writes that wait during a commit share the next commit, so that many validations
/// cost one flush. <see cref="StoreWriterThread"/> makes the commits.
/// </summary>
internal sealed partial class StoreWriter : IDisposable
{
    private const int MaxBatch = 256;
    private const int ProbeSize = 64 * 1024; // the largest body of a request
    private const int Constraint = 19; // SQLITE_CONSTRAINT
    private static readonly TimeSpan TimeBetweenTries = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<StoreWriter> _logger;
    private readonly BlockingCollection<PendingWrite> _waiting = [];
    private readonly Lock _probing = new();
    private Task<bool>? _probe;
    private bool _hasPurged; // since the writer last emptied the log
    private bool _isMarked = true;
    private long? _keptFromEmptyingAt;

    public StoreWriter(Database database, TimeProvider timeProvider, ILogger<StoreWriter> logger) =>
        (_database, _connection, _timeProvider, _logger, _hasPurged, Unsettled) =
            (database, database.Writer, timeProvider, logger, database.HasLogLeft, new(database.Writer));

    /// <summary>
    /// Raised for every change in the order of the commits: after the change is on disk, and before its writer receives
    /// the result.
    /// </summary>
    public event Action<StoredChange>? Committed;

    /// <summary>
    /// False from a failed commit until a successful probe: a small write may succeed where a start has no room.
    /// </summary>
    public bool IsWorking { get; private set; } = true;

    /// <summary>True once a read or a write has met a damaged page.</summary>
    public bool IsDamaged => _database.IsDamaged;

    /// <summary>The number of unsettled validations.</summary>
    public UnsettledCount Unsettled { get; }

    /// <summary>Runs a write and returns once it is on disk.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be written; the write stored
    /// nothing.</exception>
    public Task<T> WriteAsync<T>(Func<StoreTransaction, T> work)
    {
        var write = new PendingWrite<T>(work);
        try
        {
            _waiting.Add(write);
        }
        catch (InvalidOperationException exception)
        {
            throw new StoreUnavailableException("The store is closed.", exception);
        }

        return write.Result;
    }

    /// <summary>
    /// Finds out whether the database can be written again: writes as many bytes as a start may write. A caller during
    /// a probe waits for the running probe.
    /// </summary>
    public Task<bool> ProbeAsync()
    {
        lock (_probing)
        {
            return _probe is { IsCompleted: false } probe ? probe : _probe = WriteProbeAsync();
        }
    }

    /// <summary>True while a write waits for its commit.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>The number of writes that wait for their commit.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>
    /// Waits for a write, then puts all waiting writes into one commit. The caller must give the commit's notices.
    /// Returns null once the writer is closed and no write waits. At most one thread may call this method.
    /// </summary>
    public StoreCommit? CommitNext()
    {
        if (!_waiting.TryTake(out var first, Timeout.Infinite))
        {
            CommitBatch([]).TellAll(); // records until when the database was in use
            return null;
        }

        var batch = new List<PendingWrite> { first };
        while (batch.Count < MaxBatch && _waiting.TryTake(out var next))
        {
            batch.Add(next);
        }

        return CommitBatch(batch);
    }

    /// <summary>Refuses further writes; waiting writes are still committed.</summary>
    public void Close() => _waiting.CompleteAdding();

    /// <inheritdoc/>
    public void Dispose() => _waiting.Dispose();

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Whatever fails, every writer learns of it, and the writing goes on.")]
    private StoreCommit CommitBatch(List<PendingWrite> batch)
    {
        var changes = new List<StoredChange>();
        try
        {
            _database.EnsureItIsThere();
            using var transaction = _connection.BeginTransaction(deferred: false);
            foreach (var write in batch)
            {
                RunOne(write, transaction, changes);
            }

            _database.Count(transaction, _timeProvider.GetUtcNow());
            transaction.Commit();
            Unsettled.Keep();
        }
        catch (Exception exception)
        {
            Unsettled.Undo();
            IsWorking = false;
            if (exception is SqliteException fault)
            {
                _database.Note(fault);
            }

            LogCommitFailed(exception, batch.Count);
            changes.Clear();
            batch.ForEach(write =>
                write.Fail(new StoreUnavailableException("The database cannot be written.", exception)));
            return new(changes);
        }

        var commit = new StoreCommit(changes);
        commit.Add(Mark);
        changes.ForEach(change => commit.Add(() => Tell(change)));
        batch.ForEach(write => commit.Add(write.Complete));
        commit.Add(EmptyLogAfterAPurge);
        return commit;
    }

    // The commit stands without the mark: a mark that is behind only detects less.
    private void Mark()
    {
        try
        {
            _database.Mark();
            _isMarked = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (_isMarked)
            {
                LogNotMarked(exception); // logged once, not with each commit
            }

            _isMarked = false;
        }
    }

    private async Task<bool> WriteProbeAsync()
    {
        try
        {
            return IsWorking =
                await WriteAsync(transaction => transaction.Touch(ProbeSize))
                && await WriteAsync(transaction => transaction.Untouch());
        }
        catch (StoreUnavailableException)
        {
            return false; // The writer has logged the cause.
        }
    }

    // If a reader blocks the log, or the attempt fails, a later commit tries again. RetentionPurge writes at intervals,
    // so that a later commit follows. The pause limits the attempts: each attempt copies the log into the database.
    private void EmptyLogAfterAPurge()
    {
        if (
            !_hasPurged
            || (_keptFromEmptyingAt is { } keptAt && _timeProvider.GetElapsedTime(keptAt) < TimeBetweenTries))
        {
            return;
        }

        try
        {
            _hasPurged = !_connection.EmptyLog();
            _keptFromEmptyingAt = _hasPurged ? _timeProvider.GetTimestamp() : null;
        }
        catch (SqliteException exception)
        {
            _keptFromEmptyingAt = _timeProvider.GetTimestamp();
            _database.Note(exception);
            LogNotEmptied(exception);
        }
    }

    // The change is on disk: a failing listener must not make the writer's caller believe otherwise.
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "A listener's fault must not end the one thread that writes; it is logged.")]
    private void Tell(StoredChange change)
    {
        try
        {
            Committed?.Invoke(change);
        }
        catch (Exception exception)
        {
            LogListenerFailed(exception, change.After.Id);
        }
    }

    // A single failed write does not affect the other writes of its commit; a database failure fails all of them.
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "The fault belongs to the one write, which reports it.")]
    private void RunOne(PendingWrite write, SqliteTransaction transaction, List<StoredChange> changes)
    {
        const string Savepoint = "one";
        var (before, unsettled) = (changes.Count, Unsettled.Now);
        transaction.Save(Savepoint);
        try
        {
            var one = new StoreTransaction(
                _connection, transaction, _timeProvider, _database.Restart, changes, Unsettled);
            write.Run(one);
            transaction.Release(Savepoint);
            _hasPurged |= one.HasPurged;
        }
        catch (Exception exception) when (exception is not SqliteException { SqliteErrorCode: not Constraint })
        {
            transaction.Rollback(Savepoint);
            changes.RemoveRange(before, changes.Count - before);
            Unsettled.Now = unsettled;
            write.Hold(exception);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The database cannot be written: {Count} writes failed. Nothing of them is stored.")]
    private partial void LogCommitFailed(Exception exception, int count);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The mark beside the database cannot be written: a copy that is put in its place may go unnoticed")]
    private partial void LogNotMarked(Exception exception);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The write-ahead log still holds what was purged: it is emptied after the next write")]
    private partial void LogNotEmptied(Exception exception);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "Validation {ValidationId} is stored, but what follows a change failed")]
    private partial void LogListenerFailed(Exception exception, string validationId);
}
