using System.Diagnostics;
using System.Globalization;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>A real disk under a real process that takes nothing more while the test wants it so.</summary>
internal sealed class FaultyDisk
{
    /// <summary>Why a test is skipped.</summary>
    public const string CannotMount =
        "This system gives no file system of one's own (unshare -Urm); the other rows have the fault in another way.";

    private readonly DiskFault _fault;
    private readonly string _folder;
    private HostProcess? _host;

    /// <summary>A disk for a folder that exists.</summary>
    public FaultyDisk(DiskFault fault, string folder)
    {
        (_fault, _folder) = (fault, folder);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only: it takes prlimit(1) or unshare(1).");
        Assert.SkipUnless(
            fault != DiskFault.Full || CanMount(folder), CannotMount);
        Assert.SkipUnless(
            fault != DiskFault.Immutable || (Run("chattr", "+i", folder) == 0 && Run("chattr", "-i", folder) == 0),
            "This user may not make a file immutable (chattr +i); the other rows have the fault in another way.");
    }

    /// <summary>True when a program may have a file system of its own here.</summary>
    public static bool CanMount(string folder) => Run("unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", folder) == 0;

    /// <summary>Goes before the program: it runs with the disk.</summary>
    public IReadOnlyList<string> Within =>
        _fault switch
        {
            // Two megabytes, which only the program and /proc see.
            DiskFault.Full =>
            [
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=2m tmpfs \"$0\" && exec \"$@\"",
                _folder,
            ],

            // Without the signal that goes with the limit, a write that meets it fails.
            DiskFault.FileSizeLimit => ["sh", "-c", "trap '' XFSZ && exec \"$@\"", "sh"],
            _ => [],
        };

    /// <summary>The database as it can be read out here: itself, or a copy of it and of its log.</summary>
    public string Seen(string path)
    {
        if (_fault != DiskFault.Full)
        {
            return path;
        }

        foreach (var end in (ReadOnlySpan<string>)["", "-wal"])
        {
            File.Copy(Outside(path + end), path + end, overwrite: true);
        }

        File.Delete(path + "-shm"); // of the copy before
        return path;
    }

    /// <summary>Says which process runs with it.</summary>
    public void Serves(HostProcess host) => _host = host;

    /// <summary>From now on nothing can be written.</summary>
    public void Break()
    {
        switch (_fault)
        {
            case DiskFault.Full:
                FillUp();
                break;
            case DiskFault.FileSizeLimit:
                Limit("0");
                break;
            case DiskFault.Moved:
                File.Move(Database, Database + ".away");
                break;
            default:
                Assert.Equal(0, Run("chattr", ["+i", .. Files]));
                break;
        }
    }

    /// <summary>From now on everything can be written again.</summary>
    public void Mend()
    {
        switch (_fault)
        {
            case DiskFault.Full:
                File.Delete(Outside(Ballast));
                break;
            case DiskFault.FileSizeLimit:
                Limit("unlimited");
                break;
            case DiskFault.Moved:
                File.Move(Database + ".away", Database);
                break;
            default:
                Assert.Equal(0, Run("chattr", ["-i", .. Files]));
                break;
        }
    }

    // Not the one in shared memory: the kernel ends a process that writes there and may not (SIGBUS), as it does on a
    // disk that went read-only by itself.
    private IEnumerable<string> Files =>
        Directory.EnumerateFiles(_folder).Where(path => !path.EndsWith("-shm", StringComparison.Ordinal));

    private string Database => Path.Combine(_folder, "validations.db");

    private string Ballast => Path.Combine(_folder, "ballast");

    private string Outside(string path) => $"/proc/{_host!.Id}/root{path}";

    private void FillUp()
    {
        const int PageSize = 4096;
        using var ballast = new FileStream(
            Outside(Ballast), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                ballast.Write(new byte[PageSize]);
            }
        }
        catch (IOException)
        {
            // Now it is full.
        }
    }

    private void Limit(string bytes) =>
        Assert.Equal(
            0, Run("prlimit", "--pid", _host!.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}:unlimited"));

    private static int Run(string program, params IReadOnlyList<string> arguments)
    {
        const int NotThere = -1;
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
            )!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return NotThere;
        }
    }
}

/// <summary>What is wrong with the disk.</summary>
public enum DiskFault
{
    /// <summary>A small file system without a free block.</summary>
    Full,

    /// <summary>No file may grow or be written: the way that needs no rights.</summary>
    FileSizeLimit,

    /// <summary>The files are immutable: read-only to everybody, also to those who have them open.</summary>
    Immutable,

    /// <summary>
    /// Somebody moved the database file away: what is written goes into a file that nobody finds again.
    /// </summary>
    Moved,
}
