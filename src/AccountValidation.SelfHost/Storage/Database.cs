using System.Diagnostics.CodeAnalysis;
using AccountValidation.Core.Lifecycles;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The database file: owned by this process, migrated, and open for writing; reads open connections of their own.
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
        HasLogLeft = !writer.EmptyLog(); // it may hold what was purged just before the last run ended
    }

    /// <summary>The one connection that writes; used by the <see cref="StoreWriter"/> only.</summary>
    internal SqliteConnection Writer { get; }

    /// <summary>What it said of itself when it was opened.</summary>
    public OpenedStore Opened { get; }

    /// <summary>
    /// Since when this process goes on with what earlier ones have stored, and what they may have forgotten.
    /// </summary>
    public Restart Restart { get; internal set; }

    /// <summary>
    /// True once SQLite has met a page that cannot be right. The next start finds all of them, and refuses.
    /// </summary>
    public bool IsDamaged => _isDamaged;

    /// <summary>True when the log could not be emptied at the start, because somebody else reads the file.</summary>
    public bool HasLogLeft { get; }

    /// <summary>Opens a file, creating it and its folder when missing.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="terms">On which terms.</param>
    /// <exception cref="StoreException">The file cannot be used; the message says why and what to do.</exception>
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
                _ = StoreCheck.IsGoneOn(file, stored: null, known, terms); // before an empty one takes its place
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

    /// <summary>Opens a connection that reads what is committed.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(_readConnection);
        connection.Open();
        return connection;
    }

    /// <summary>
    /// Checks that what is written goes into the file at the path, and not into one that was deleted or moved and is
    /// only kept open.
    /// </summary>
    /// <exception cref="StoreException">It does not.</exception>
    public void EnsureItIsThere()
    {
        if (!_held.IsInPlace || !_heldLog.IsInPlace)
        {
            throw new StoreException(
                $"{_file} or its -wal file was moved, deleted or replaced while the program ran. Put the very same "
                + $"files back, or stop the program first; nothing is stored meanwhile.");
        }
    }

    /// <summary>Counts a commit, as a part of it.</summary>
    public void Count(SqliteTransaction transaction, DateTimeOffset now) => Writer.Run(
        transaction,
        "UPDATE store SET seq = $seq, committed_at = $now",
        ("$seq", _seq + 1),
        ("$now", now.ToUnixTimeMilliseconds()));

    /// <summary>Marks a commit that was counted and is on disk.</summary>
    /// <exception cref="IOException">The mark cannot be written: it says less than it could, and nothing
    /// wrong.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Mark() => _mark.Write(_storeId, ++_seq);

    /// <summary>Takes note of a fault that SQLite reported.</summary>
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
            Migrations.Check(writer, path); // before anything is changed: a file that is not ours stays as it is
            CheckPages(writer, path);
            isGoneOn = StoreCheck.IsGoneOn(path, StoreRecord.Read(writer), known, terms);

            // FULL: a commit is on disk before it is reported, so that no power cut loses an intent.
            // secure_delete: what is deleted is overwritten with zeros, for it may be the name of a person.
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

    // Every page is read, 0.3 s for 100,000 validations that are in the machine's cache and 6 s for as many that are
    // not: a damaged page that is met later, in the middle of the work, costs more.
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
