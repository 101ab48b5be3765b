using System.Diagnostics;
using System.Globalization;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>A real disk under a real process that refuses writes while the test asks for it.</summary>
internal sealed class FaultyDisk
{
    /// <summary>The reason for a skipped test.</summary>
    public const string CannotMount =
        "This system gives no file system of one's own (unshare -Urm); the other rows have the fault in another way.";

    private readonly DiskFault _fault;
    private readonly string _folder;
    private HostProcess? _host;

    /// <summary>Creates a disk for an existing folder.</summary>
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

    /// <summary>True when a program may have a file system of its own on this machine.</summary>
    public static bool CanMount(string folder) => Run("unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", folder) == 0;

    /// <summary>The command before the program: it runs the program with this disk.</summary>
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

            // Without the signal of this limit, a write at the limit fails.
            DiskFault.FileSizeLimit => ["sh", "-c", "trap '' XFSZ && exec \"$@\"", "sh"],
            _ => [],
        };

    /// <summary>
    /// The path at which the test can read the database: the file itself, or a copy of the file and its log.
    /// </summary>
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

        File.Delete(path + "-shm"); // from the copy before
        return path;
    }

    /// <summary>Sets the process that runs with this disk.</summary>
    public void Serves(HostProcess host) => _host = host;

    /// <summary>Refuses all writes from now on.</summary>
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

    /// <summary>Allows all writes from now on.</summary>
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

    // All files except the shared memory: the kernel ends a process that writes there without the right (SIGBUS). A
    // disk that becomes read-only by itself has the same effect.
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
            // The disk is full now.
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

/// <summary>The faults of the disk.</summary>
public enum DiskFault
{
    /// <summary>A small file system without a free block.</summary>
    Full,

    /// <summary>No file may grow or be written: this fault needs no rights.</summary>
    FileSizeLimit,

    /// <summary>The files are immutable: read-only for every process, even with an open handle.</summary>
    Immutable,

    /// <summary>Somebody moved the database file away: further writes reach a file that nobody finds again.</summary>
    Moved,
}
