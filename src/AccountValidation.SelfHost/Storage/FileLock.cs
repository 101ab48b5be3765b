using System.Globalization;

namespace AccountValidation.SelfHost.Storage;

/// <summary>
/// The lock that makes this process the only owner of a database file. The operating system releases the lock whenever
/// the process ends. The lock needs no heartbeat and no clean-up.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private const int WouldBlock = 11; // EWOULDBLOCK of Linux
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020); // of Windows

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Locks a database file.</summary>
    /// <exception cref="StoreException">Another process owns the file, or the lock file cannot be written.</exception>
    public static FileLock Take(string databasePath)
    {
        var path = databasePath + ".lock";
        FileStream? file = null;
        try
        {
            // The operating system takes FileShare.None as an exclusive lock (flock, or the share mode on Windows).
            file = new FileStream(path, DatabaseFile.ForThisUser(FileMode.OpenOrCreate, FileShare.None));
            file.SetLength(0);
            file.Write(
                System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new(file);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StoreException(
                $"The lock file {path} cannot be written; give this user the right to write in its folder.",
                exception);
        }
        catch (IOException exception)
        {
            file?.Dispose();
            throw new StoreException(
                exception.HResult is WouldBlock or WouldBlockOnMac or SharingViolation
                    ? $"The database {databasePath} is owned by another process. Stop that process, or set "
                        + $"SelfHost:DatabasePath to another file."
                    : $"The lock file {path} cannot be written: {exception.Message}. Check the disk's space, and "
                        + $"whether it is read-only.",
                exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
