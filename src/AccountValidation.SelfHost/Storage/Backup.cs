using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// Copies a database while the service runs. SQLite writes a consistent snapshot of the committed data into a new file.
/// </summary>
/// <param name="source">The path of the database.</param>
/// <param name="timeProvider">The time for the copy's name.</param>
internal sealed class Backup(string source, TimeProvider timeProvider)
{
    private const int WrongMode = 8; // SQLITE_READONLY

    /// <summary>
    /// Makes a copy and checks it. The target file appears only once the copy is complete and on disk.
    /// </summary>
    /// <param name="target">A file that does not exist, or a folder. In a folder the copy's name has its time.</param>
    /// <exception cref="StoreException">The copy cannot be made; the message gives the cause and the
    /// remedy.</exception>
    public BackupResult Make(string target)
    {
        var file = DatabaseFile.Find(source);
        if (DatabaseFile.IsMissing(file))
        {
            throw new StoreException(
                $"{file} is missing or empty: there is nothing to back up. Set SelfHost:DatabasePath to the database.");
        }

        var copy = FileFor(Path.GetFullPath(target));
        var beside = copy + ".unfinished";
        try
        {
            using (new FileStream(beside, DatabaseFile.ForThisUser(FileMode.Create, FileShare.ReadWrite)))
            {
                // only this user may read the copy: it holds personal names
            }

            Copy(file, beside);
            Flush(beside);
            var result = Check(beside, copy);
            File.Move(beside, copy);
            return result;
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{file} cannot be backed up to {copy}: {Why(exception)}", exception);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private string FileFor(string target)
    {
        var file = Directory.Exists(target)
            ? Path.Combine(
                target,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"validations-{timeProvider.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.db"))
            : target;
        return Path.GetDirectoryName(file) is { } folder && !Directory.Exists(folder)
                ? throw new StoreException($"The folder {folder} does not exist: create it first.")
            : File.Exists(file)
                ? throw new StoreException(
                    $"{file} exists already: a backup overwrites nothing. Name another file, or a folder.")
            : file;
    }

    private static void Copy(string file, string beside)
    {
        using var connection = Open(file);
        using var command = connection.Prepare("VACUUM INTO $file", [("$file", beside)]);
        command.CommandTimeout = 0; // A large file takes long.
        command.ExecuteNonQuery();
    }

    private static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private static BackupResult Check(string beside, string copy)
    {
        using var connection = Open(beside);
        Migrations.Check(connection, copy);
        using var check = connection.Prepare("PRAGMA integrity_check(1)", []);
        if (check.ExecuteScalar() is string fault and not "ok")
        {
            throw new StoreException(
                $"The copy is damaged ({fault.ReplaceLineEndings(" ")}): check the disk, and back up again.");
        }

        using var count = connection.Prepare("SELECT count(*) FROM validation", []);
        var record = StoreRecord.Read(connection);
        return new(
            copy,
            new FileInfo(beside).Length,
            Convert.ToInt64(count.ExecuteScalar(), CultureInfo.InvariantCulture),
            record?.StoreId,
            record?.Seq);
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString());
        connection.Open();
        return connection;
    }

    private static string Why(Exception exception) => exception is SqliteException { SqliteErrorCode: WrongMode }
        ? $"{exception.Message} Run it as the user whose files the database and its -wal and -shm files are."
        : $"{exception.Message} Check the rights of both folders, and the disk's space.";
}

/// <summary>A copy that was made and checked.</summary>
/// <param name="File">The path of the copy.</param>
/// <param name="Bytes">The size of the copy.</param>
/// <param name="Validations">The number of validations in the copy.</param>
/// <param name="StoreId">The id of the store; null for a database of an earlier version.</param>
/// <param name="Seq">The number of commits that the copy holds; null for a database of an earlier version.</param>
internal sealed record BackupResult(string File, long Bytes, long Validations, string? StoreId, long? Seq);
