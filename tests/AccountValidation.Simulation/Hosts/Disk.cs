using System.Globalization;

namespace AccountValidation.Simulation.Hosts;

/// <summary>
/// The folder of the database, which survives the process. A crash leaves the files as they are at that moment. A crash
/// in a commit may leave only a part of the last write on disk.
/// </summary>
internal sealed class Disk : IDisposable
{
    private const string Log = "-wal";
    private const string Mark = ".mark";

    private readonly DirectoryInfo _folder = Directory.CreateDirectory(
        Path.Combine(Fastest(), "simulation-" + Path.GetRandomFileName()));
    private int _generation;

    /// <summary>The database file of the running process, or of the last process.</summary>
    public string DatabasePath => PathOf(_generation);

    /// <summary>Reads the content of the files.</summary>
    public Files Read() =>
        new(ReadShared(DatabasePath), ReadShared(DatabasePath + Log), ReadShared(DatabasePath + Mark));

    /// <summary>
    /// Notes that the process ends in any way. The next process gets copies of the files, to which the old process has
    /// no access.
    /// </summary>
    public void Leave() => Leave(Read());

    /// <summary>Notes that the process ends, and puts a backup in place of the database. The mark stays.</summary>
    public void PutBack(Files backup) => Leave(backup with { Mark = Read().Mark });

    /// <summary>Writes files into a folder of their own, and deletes the folder afterwards.</summary>
    /// <param name="files">The content; an empty mark means no mark.</param>
    /// <param name="use">Receives the path of the database.</param>
    public void WithCopy(Files files, Action<string> use)
    {
        var folder = _folder.CreateSubdirectory("copy");
        var path = Path.Combine(folder.FullName, "copy.db");
        Write(path, files);
        use(path);
        folder.Delete(recursive: true);
    }

    /// <summary>Deletes the files of ended processes.</summary>
    public void Clean()
    {
        foreach (
            var file in _folder
                .EnumerateFiles()
                .Where(file => !file.FullName.StartsWith(DatabasePath, StringComparison.Ordinal)))
        {
            file.Delete();
        }
    }

    /// <summary>Notes that the process ends in a commit.</summary>
    /// <param name="before">The content of the files before the commit.</param>
    /// <param name="chance">Decides how much of the commit reached the disk.</param>
    /// <returns>True when the last write is torn.</returns>
    public bool LeaveInCommit(Files before, Random chance)
    {
        var after = Read();
        var written = before.Log.AsSpan().CommonPrefixLength(after.Log);
        if (written == after.Log.Length || chance.Next(3) == 0)
        {
            // SQLite wrote nothing, or emptied the log: then the database is on disk.
            Leave(after with { Mark = chance.Next(2) == 0 ? before.Mark : after.Mark });
            return false;
        }

        // The log is on disk before SQLite copies its content into the database.
        var torn = chance.Next(4) == 0
            ? before with { Database = Mixed(before.Database, after.Database, chance), Log = after.Log }
            : before with { Log = Torn(before.Log, after.Log, chance.Next(written, after.Log.Length)) };
        Leave(torn);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private void Leave(Files left)
    {
        _generation++;
        Write(DatabasePath, left);
    }

    private static void Write(string path, Files files)
    {
        File.WriteAllBytes(path, files.Database);
        File.WriteAllBytes(path + Log, files.Log);
        if (files.Mark.Length > 0)
        {
            File.WriteAllBytes(path + Mark, files.Mark);
        }
    }

    private string PathOf(int generation) =>
        Path.Combine(_folder.FullName, generation.ToString(CultureInfo.InvariantCulture) + ".db");

    private static byte[] ReadShared(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Torn(byte[] before, byte[] after, int cut) =>
        [.. after[..cut], .. before.Length > cut ? before[cut..] : []];

    private static byte[] Mixed(byte[] before, byte[] after, Random chance)
    {
        const int Page = 4096;
        var mixed = (byte[])after.Clone();
        for (var at = 0; at + Page <= Math.Min(before.Length, after.Length); at += Page)
        {
            if (chance.Next(2) == 0)
            {
                before.AsSpan(at, Page).CopyTo(mixed.AsSpan(at));
            }
        }

        return mixed;
    }

    // A commit waits for the disk: only files in memory allow thousands of worlds a minute.
    private static string Fastest() => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
}

/// <summary>The content of the files of a database.</summary>
/// <param name="Database">The database file.</param>
/// <param name="Log">The write-ahead log.</param>
/// <param name="Mark">The mark.</param>
internal sealed record Files(byte[] Database, byte[] Log, byte[] Mark);
