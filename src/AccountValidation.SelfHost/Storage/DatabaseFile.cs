namespace AccountValidation.SelfHost.Storage;

/// <summary>The database file and its folder, before SQLite opens the file.</summary>
internal static class DatabaseFile
{
    private const int MostLinks = 40; // Linux follows as many.
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Returns the real path of the file; creates a missing folder.</summary>
    /// <exception cref="StoreException">The file cannot be there; the message gives the cause.</exception>
    public static string Find(string path)
    {
        var full = Path.GetFullPath(path);
        CreateFolderOf(full);
        return Directory.Exists(full)
            ? throw new StoreException(
                $"{full} is a folder. Set SelfHost:DatabasePath to a file in it, such as "
                    + $"{Path.Combine(full, "validations.db")}.")
            : WithoutLinks(full);
    }

    /// <summary>True when the file is missing or empty.</summary>
    public static bool IsMissing(string file) => new FileInfo(file) is not { Exists: true, Length: > 0 };

    /// <summary>
    /// Creates a missing file, for this user only: the database holds personal names. SQLite gives the same mode to its
    /// other files.
    /// </summary>
    /// <exception cref="StoreException">The file is missing or empty, but its log is not: SQLite would discard the log
    /// and start with an empty database.</exception>
    public static void Create(string file)
    {
        if (!IsMissing(file))
        {
            return;
        }

        if (new FileInfo(LogOf(file)) is { Exists: true, Length: > 0 })
        {
            throw new StoreException(
                $"{file} is missing or empty, but its log {LogOf(file)} is not: the file was deleted, moved or "
                + $"damaged. "
                    + "Put it back beside its -wal file, or restore both from a backup; to begin anew, move the -wal "
                    + "file away.");
        }

        if (!File.Exists(file))
        {
            new FileStream(file, ForThisUser(FileMode.CreateNew, FileShare.ReadWrite)).Dispose();
        }
    }

    /// <summary>
    /// The options to open a file: a new file is for this user only, an existing file keeps its mode.
    /// </summary>
    public static FileStreamOptions ForThisUser(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    /// <summary>The path of the write-ahead log of a database file.</summary>
    public static string LogOf(string file) => file + "-wal";

    // Two paths to one file must share one lock: the lock's name comes from the path.
    private static string WithoutLinks(string path)
    {
        try
        {
            return WithoutLinks(path, MostLinks);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"The symbolic links in the path {path} cannot be followed: {exception.Message}",
                exception);
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

        return linksLeft > 0
            ? WithoutLinks(Path.GetFullPath(target, realFolder), linksLeft - 1)
            : throw new IOException("There are too many of them.");
    }

    private static void CreateFolderOf(string path)
    {
        try
        {
            CreateFolder(Path.GetDirectoryName(path) ?? ".");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"The folder of the database {path} cannot be created: {exception.Message}",
                exception);
        }
    }

    // The file holds personal names: a new folder is for this user only. An existing folder is the operator's choice.
    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(
                folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
