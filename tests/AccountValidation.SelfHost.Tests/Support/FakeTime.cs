using AccountValidation.KillHarness.Programs;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>
/// The wall clock of a single process, set while it runs. A library (Debian's package <c>faketime</c>) stands between
/// the program and the machine's clock. Stopwatch and timers stay the machine's.
/// </summary>
internal sealed class FakeTime : IDisposable
{
    private static readonly string? Library =
        OperatingSystem.IsLinux() && Directory.Exists("/usr/lib")
            ? Directory
                .EnumerateDirectories("/usr/lib")
                .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
                .FirstOrDefault(System.IO.File.Exists)
            : null;

    private readonly TempFolder _folder = new();

    /// <summary>Starts with the right time.</summary>
    public FakeTime() => Set("+0");

    /// <summary>The reason why this machine has no such clock; null when it has.</summary>
    public static string? Missing =>
        Library is null ? "libfaketime is not installed (Debian: apt-get install faketime)" : null;

    private string File => _folder.File("faketime");

    /// <summary>
    /// Sets the clock to an offset from the right time, such as <c>+73h</c> or <c>+20</c> for seconds.
    /// </summary>
    public void Set(string offset)
    {
        // The replacement must be atomic: the program may read the file at any time.
        System.IO.File.WriteAllText(File + ".new", offset + "\n");
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }

    /// <summary>Returns the settings of a program, plus the environment that gives it this clock.</summary>
    public Dictionary<string, string> In(IEnumerable<KeyValuePair<string, string>> settings) => new(settings)
    {
        ["LD_PRELOAD"] = Library!,
        ["FAKETIME_TIMESTAMP_FILE"] = File,
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["FAKETIME_NO_CACHE"] = "1",
        ["NO_FAKE_STAT"] = "1",
    };

    public void Dispose() => _folder.Dispose();
}
