using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>The database file: owned by this process, migrated, and open for writing; reads open connections of their own.</summary>
internal sealed class Database : IDisposable
{
    private const int MostLinks = 40; // as many as Linux follows

    private readonly FileLock _lock;
    private readonly string _readConnection;

    private Database(FileLock fileLock, SqliteConnection writer, string readConnection) =>
        (_lock, Writer, _readConnection) = (fileLock, writer, readConnection);

    /// <summary>The one connection that writes; used by the <see cref="StoreWriter"/> only.</summary>
    internal SqliteConnection Writer { get; }

    /// <summary>Opens a file, creating it and its folder when missing.</summary>
    /// <exception cref="StoreException">The file cannot be used; the message says why and what to do.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Lock and connection belong to the database that is returned.")]
    public static Database Open(string path)
    {
        var full = Path.GetFullPath(path);
        CreateFolderOf(full);
        if (Directory.Exists(full))
        {
            throw new StoreException($"{full} is a folder. Set SelfHost:DatabasePath to a file in it, such as {Path.Combine(full, "validations.db")}.");
        }

        var file = WithoutLinks(full);
        var fileLock = FileLock.Take(file);
        try
        {
            return new(fileLock, OpenWriter(file), ConnectionTo(file, SqliteOpenMode.ReadOnly, pooling: true));
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

    /// <inheritdoc/>
    public void Dispose()
    {
        using (var reader = new SqliteConnection(_readConnection))
        {
            SqliteConnection.ClearPool(reader);
        }

        Writer.Dispose();
        _lock.Dispose();
    }

    private static SqliteConnection OpenWriter(string path)
    {
        var writer = new SqliteConnection(ConnectionTo(path, SqliteOpenMode.ReadWriteCreate, pooling: false));
        try
        {
            writer.Open();
            Migrations.Check(writer, path); // before anything is changed: a file that is not ours stays as it is

            // FULL: a commit is on disk before it is reported, so that no power cut loses an intent.
            // secure_delete: what is deleted is overwritten with zeros, for it may be the name of a person.
            writer.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
            Migrations.Run(writer);
            writer.EmptyLog(); // it may hold what was purged just before the last run ended
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

    // Two paths to one file must share one lock, which is named after the path.
    private static string WithoutLinks(string path)
    {
        try
        {
            return WithoutLinks(path, MostLinks);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The symbolic links in the path {path} cannot be followed: {exception.Message}", exception);
        }
    }

    private static string WithoutLinks(string path, int linksLeft)
    {
        if (Path.GetDirectoryName(path) is not { } folder)
        {
            return path;
        }

        var realFolder = WithoutLinks(folder, linksLeft);
        var here = Path.Combine(realFolder, Path.GetFileName(path));
        if (new FileInfo(here).LinkTarget is not { } target)
        {
            return here;
        }

        return linksLeft > 0 ? WithoutLinks(Path.GetFullPath(target, realFolder), linksLeft - 1) : throw new IOException("There are too many of them.");
    }

    private static void CreateFolderOf(string path)
    {
        try
        {
            CreateFolder(Path.GetDirectoryName(path) ?? ".");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The folder of the database {path} cannot be created: {exception.Message}", exception);
        }
    }

    // The file holds names of persons: a folder of ours is for this user only. One that exists is the operator's choice.
    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static string Describe(SqliteException exception, string path)
    {
        const int Corrupt = 11;
        const int NotADatabase = 26;
        return exception.SqliteErrorCode is Corrupt or NotADatabase
            ? $"{path} is damaged or no SQLite database ({exception.Message}). Restore it from a backup together with its -wal file, "
                + "or set SelfHost:DatabasePath to another file; do not delete it before you know which validations it held."
            : $"The database {path} cannot be opened: {exception.Message}";
    }
}
