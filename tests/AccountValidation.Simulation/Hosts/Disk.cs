using System.Globalization;

namespace AccountValidation.Simulation.Hosts;

/// <summary>
/// The folder of the database, which survives the process. At a crash the files stay as they are at that moment; when
/// the crash came in a commit, that commit's last write may have reached the disk in part.
/// </summary>
internal sealed class Disk : IDisposable
{
    private const string Log = "-wal";
    private const string Mark = ".mark";

    private readonly DirectoryInfo _folder = Directory.CreateDirectory(
        Path.Combine(Fastest(), "simulation-" + Path.GetRandomFileName()));
    private int _generation;

    /// <summary>The database file of the process that runs, or ran last.</summary>
    public string DatabasePath => PathOf(_generation);

    /// <summary>What is in the files now.</summary>
    public Files Read() =>
        new(ReadShared(DatabasePath), ReadShared(DatabasePath + Log), ReadShared(DatabasePath + Mark));

    /// <summary>
    /// The process ends, in whatever way: the next one finds the files as they are now, as copies that the old one has
    /// no hold of.
    /// </summary>
    public void Leave() => Leave(Read());

    /// <summary>The process ends, and a backup takes the place of the database. The mark stays.</summary>
    public void PutBack(Files backup) => Leave(backup with { Mark = Read().Mark });

    /// <summary>Writes files into a folder of their own, and deletes it afterwards.</summary>
    /// <param name="files">What is in them; without a mark when that is empty.</param>
    /// <param name="use">What is done with the database.</param>
    public void WithCopy(Files files, Action<string> use)
    {
        var folder = _folder.CreateSubdirectory("copy");
        var path = Path.Combine(folder.FullName, "copy.db");
        Write(path, files);
        use(path);
        folder.Delete(recursive: true);
    }

    /// <summary>Deletes what ended processes have left behind.</summary>
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

    /// <summary>The process ends in a commit.</summary>
    /// <param name="before">What was in them before the commit began.</param>
    /// <param name="chance">Says how much of it reached the disk.</param>
    /// <returns>True when the last write is torn.</returns>
    public bool LeaveInCommit(Files before, Random chance)
    {
        var after = Read();
        var written = before.Log.AsSpan().CommonPrefixLength(after.Log);
        if (written == after.Log.Length || chance.Next(3) == 0)
        {
            // Nothing was written, or the log was emptied: the database is on disk by then.
            Leave(after with { Mark = chance.Next(2) == 0 ? before.Mark : after.Mark });
            return false;
        }

        // The log is on disk before anything of it is taken into the database.
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

    // A commit waits for the disk: files in memory make thousands of worlds a minute possible.
    private static string Fastest() => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
}

/// <summary>What is in the files of a database.</summary>
/// <param name="Database">The database.</param>
/// <param name="Log">Its write-ahead log.</param>
/// <param name="Mark">Its mark.</param>
internal sealed record Files(byte[] Database, byte[] Log, byte[] Mark);
