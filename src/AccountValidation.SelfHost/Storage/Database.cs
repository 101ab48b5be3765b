using System.Diagnostics.CodeAnalysis;
using AccountValidation.Core.Lifecycles;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The database file: locked for this process, migrated, and open for writing. Each read opens a connection of its own.
/// </summary>
internal sealed class Database : IDisposable
{
    private const int Corrupt = 11; // SQLITE_CORRUPT
    private const int NotADatabase = 26; // SQLITE_NOTADB

    private readonly FileLock _lock;
    private readonly string _file;
    private readonly string _readConnection;
    private readonly HeldFile _held;
    private readonly HeldFile _heldLog;
    private readonly StoreMark _mark;
    private readonly string _storeId;
    private long _seq;
    private volatile bool _isDamaged;

    [SuppressMessage(
        "Reliability",
        "CA2000:Dispose objects before losing scope",
        Justification = "The files are held as long as the database is open.")]
    private Database(FileLock fileLock, SqliteConnection writer, string file, StoreMark mark, OpenedStore opened)
    {
        (_lock, Writer, _file, _readConnection) = (
            fileLock, writer, file, ConnectionTo(file, SqliteOpenMode.ReadOnly, pooling: true));
        (_mark, Opened, Restart, _storeId, _seq) = (
            mark, opened, opened.Restart, opened.Record.StoreId, opened.Record.Seq);
        (_held, _heldLog) = (new(file), new(DatabaseFile.LogOf(file)));
        HasLogLeft = !writer.EmptyLog(); // The log may hold data purged just before the last run ended.
    }

    /// <summary>The only connection that writes; for the <see cref="StoreWriter"/> only.</summary>
    internal SqliteConnection Writer { get; }

    /// <summary>The store's record when this process opened the file.</summary>
    public OpenedStore Opened { get; }

    /// <summary>The start of this process, with the times that the stored data may have forgotten.</summary>
    public Restart Restart { get; internal set; }

    /// <summary>True once SQLite has met a damaged page. The next start checks every page, and refuses.</summary>
    public bool IsDamaged => _isDamaged;

    /// <summary>True when the start could not empty the log, because another process reads the file.</summary>
    public bool HasLogLeft { get; }

    /// <summary>Opens a file; creates missing file and folder.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="terms">The conditions for the opening.</param>
    /// <exception cref="StoreException">The file cannot be used; the message gives the cause and the
    /// remedy.</exception>
    [SuppressMessage(
        "Reliability",
        "CA2000:Dispose objects before losing scope",
        Justification = "Lock, mark and connection belong to the database that is returned.")]
    public static Database Open(string path, StoreTerms terms)
    {
        var file = DatabaseFile.Find(path);
        var fileLock = FileLock.Take(file);
        try
        {
            var known = StoreMark.Read(file);
            if (known is not null && DatabaseFile.IsMissing(file))
            {
                _ = StoreCheck.IsGoneOn(file, stored: null, known, terms); // before a new, empty file takes its place
            }

            DatabaseFile.Create(file);
            var writer = OpenWriter(file, known, terms, out var isGoneOn);
            return new(fileLock, writer, file, Opening(writer, file, known, isGoneOn, terms, out var opened), opened);
        }
        catch
        {
            fileLock.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that reads committed data.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(_readConnection);
        connection.Open();
        return connection;
    }

    /// <summary>
    /// Checks that the path still leads to the open files. Without this check the service could write to a deleted or
    /// moved file.
    /// </summary>
    /// <exception cref="StoreException">A file was moved, deleted or replaced.</exception>
    public void EnsureItIsThere()
    {
        if (!_held.IsInPlace || !_heldLog.IsInPlace)
        {
            throw new StoreException(
                $"{_file} or its -wal file was moved, deleted or replaced while the program ran. Put the very same "
                + $"files back, or stop the program first; nothing is stored meanwhile.");
        }
    }

    /// <summary>Counts a commit, as a part of this commit.</summary>
    public void Count(SqliteTransaction transaction, DateTimeOffset now) => Writer.Run(
        transaction,
        "UPDATE store SET seq = $seq, committed_at = $now",
        ("$seq", _seq + 1),
        ("$now", now.ToUnixTimeMilliseconds()));

    /// <summary>Writes the mark of a counted commit that is on disk.</summary>
    /// <exception cref="IOException">The mark cannot be written. The old mark is then behind, but not
    /// wrong.</exception>
    /// <exception cref="UnauthorizedAccessException">The mark cannot be written, as above.</exception>
    public void Mark() => _mark.Write(_storeId, ++_seq);

    /// <summary>Records whether an error of SQLite means a damaged file.</summary>
    public void Note(SqliteException exception)
    {
        if (exception.SqliteErrorCode is Corrupt or NotADatabase)
        {
            _isDamaged = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using (var reader = new SqliteConnection(_readConnection))
        {
            SqliteConnection.ClearPool(reader);
        }

        Writer.Dispose();
        _mark.Dispose();
        _held.Dispose();
        _heldLog.Dispose();
        _lock.Dispose();
    }

    private static StoreMark Opening(
        SqliteConnection writer,
        string file,
        MarkContent? known,
        bool isGoneOn,
        StoreTerms terms,
        out OpenedStore opened)
    {
        var identity = terms.IdentityOf(file);
        var mark = new StoreMark(file, identity);
        try
        {
            opened = StoreOpening.Open(writer, mark, known, isGoneOn, terms, identity);
            return mark;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException)
        {
            mark.Dispose();
            writer.Dispose();
            throw new StoreException(
                $"The database {file} or its mark {StoreMark.PathOf(file)} cannot be written: {exception.Message} "
                + $"Check the rights of both and of their folder, and the disk's space.",
                exception);
        }
    }

    private static SqliteConnection OpenWriter(string path, MarkContent? known, StoreTerms terms, out bool isGoneOn)
    {
        var writer = new SqliteConnection(ConnectionTo(path, SqliteOpenMode.ReadWriteCreate, pooling: false));
        try
        {
            writer.Open();
            Migrations.Check(writer, path); // first: a foreign file must stay unchanged
            CheckPages(writer, path);
            isGoneOn = StoreCheck.IsGoneOn(path, StoreRecord.Read(writer), known, terms);

            // FULL: a commit is on disk before SQLite reports it, so that no power cut loses an intent. secure_delete:
            // zeros overwrite deleted data, which may be a person's name.
            writer.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
            Migrations.Run(writer);
            return writer;
        }
        catch (SqliteException exception)
        {
            writer.Dispose();
            throw new StoreException(Describe(exception, path), exception);
        }
        catch (StoreException)
        {
            writer.Dispose();
            throw;
        }
    }

    private static string ConnectionTo(string path, SqliteOpenMode mode, bool pooling) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = pooling }.ToString();

    // The check reads every page: 0.3 s for 100,000 validations in the machine's cache, and 6 s without the cache. A
    // damaged page that a running service meets costs more.
    private static void CheckPages(SqliteConnection writer, string path)
    {
        using var command = writer.Prepare("PRAGMA quick_check(1)", []);
        if (command.ExecuteScalar() is string fault and not "ok")
        {
            throw new StoreException(Damaged(path, fault.ReplaceLineEndings(" ")));
        }
    }

    private static string Describe(SqliteException exception, string path) =>
        exception.SqliteErrorCode is Corrupt or NotADatabase
            ? Damaged(path, exception.Message)
            : $"The database {path} cannot be opened: {exception.Message} Check the rights of the file and of its "
                + $"folder, and the disk's space.";

    private static string Damaged(string path, string fault) =>
        $"{path} is damaged or no SQLite database ({fault}). Restore it from a backup together with its -wal file, "
        + "or set SelfHost:DatabasePath to another file; do not delete it before you know which validations it held.";
}
