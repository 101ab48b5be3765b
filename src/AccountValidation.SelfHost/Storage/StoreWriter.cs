using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using AccountValidation.Service.Engine;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The one writer of the database. Writes that wait while a commit is on its way to the disk share the next commit, so
/// that many validations cost one flush. <see cref="StoreWriterThread"/> makes the commits.
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
    private bool _hasPurged; // since the log was emptied last
    private bool _isMarked = true;
    private long? _keptFromEmptyingAt;

    /// <summary>Creates the writer.</summary>
    public StoreWriter(Database database, TimeProvider timeProvider, ILogger<StoreWriter> logger) =>
        (_database, _connection, _timeProvider, _logger, _hasPurged, Unsettled) =
            (database, database.Writer, timeProvider, logger, database.HasLogLeft, new(database.Writer));

    /// <summary>
    /// Raised for every change, in the order of the commits, once it is on disk and before its writer learns of it.
    /// </summary>
    public event Action<ValidationChange>? Committed;

    /// <summary>
    /// False since a commit failed, until a probe succeeds: that a small write finds a place does not mean that a start
    /// does.
    /// </summary>
    public bool IsWorking { get; private set; } = true;

    /// <summary>True once a damaged page was met, by a write or by a read.</summary>
    public bool IsDamaged => _database.IsDamaged;

    /// <summary>How many validations have not settled.</summary>
    public UnsettledCount Unsettled { get; }

    /// <summary>Runs a write and returns once it is on disk.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be written; nothing of the write is
    /// stored.</exception>
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
    /// Finds out whether the database can be written again, by as much as a start may write. Who asks while a probe is
    /// made waits for that one.
    /// </summary>
    public Task<bool> ProbeAsync()
    {
        lock (_probing)
        {
            return _probe is { IsCompleted: false } probe ? probe : _probe = WriteProbeAsync();
        }
    }

    /// <summary>True when a write waits for its commit.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>
    /// Waits for a write, and commits all that wait in one commit, whose maker then tells of it. Null once the writer
    /// is closed and nothing waits. For one thread only.
    /// </summary>
    public StoreCommit? CommitNext()
    {
        if (!_waiting.TryTake(out var first, Timeout.Infinite))
        {
            CommitBatch([]).TellAll(); // it says until when the database was in use
            return null;
        }

        var batch = new List<PendingWrite> { first };
        while (batch.Count < MaxBatch && _waiting.TryTake(out var next))
        {
            batch.Add(next);
        }

        return CommitBatch(batch);
    }

    /// <summary>Takes no further write; what waits is still committed.</summary>
    public void Close() => _waiting.CompleteAdding();

    /// <inheritdoc/>
    public void Dispose() => _waiting.Dispose();

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Whatever fails, every writer learns of it, and the writing goes on.")]
    private StoreCommit CommitBatch(List<PendingWrite> batch)
    {
        var changes = new List<ValidationChange>();
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

    // The commit stands without it: a mark that lags behind only finds less.
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
                LogNotMarked(exception); // once, not with each commit
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
            return false; // the writer has logged why
        }
    }

    // Put off while somebody reads, or when it fails: then a later commit tries again. The sweeper of what is old sees
    // to it that there is one. Not each of them, for a try copies the log into the database.
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

    // The change is on disk: a listener that fails must not make its writer believe that it is not.
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "A listener's fault must not end the one thread that writes; it is logged.")]
    private void Tell(ValidationChange change)
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

    // A write that fails by itself leaves the others of its commit alone; a database that fails takes all of them.
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "The fault belongs to the one write, which reports it.")]
    private void RunOne(PendingWrite write, SqliteTransaction transaction, List<ValidationChange> changes)
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

    private abstract class PendingWrite
    {
        public abstract void Run(StoreTransaction transaction);

        public abstract void Hold(Exception exception);

        public abstract void Fail(Exception exception);

        public abstract void Complete();
    }

    private sealed class PendingWrite<T>(Func<StoreTransaction, T> work) : PendingWrite
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _fault;

        public Task<T> Result => _done.Task;

        public override void Run(StoreTransaction transaction) => _result = work(transaction);

        public override void Hold(Exception exception) => _fault = exception;

        public override void Fail(Exception exception) => _done.TrySetException(exception);

        public override void Complete()
        {
            if (_fault is null)
            {
                _done.TrySetResult(_result!);
            }
            else
            {
                _done.TrySetException(_fault);
            }
        }
    }
}
