using System.Diagnostics;
using System.Text.RegularExpressions;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>
/// The trace of a program by strace(1): its writes and flushes of the database's log, and its network output.
/// </summary>
internal static partial class FlushTrace
{
    /// <summary>The command before the program, which keeps its process: strace writes the trace to a file.</summary>
    public static IReadOnlyList<string> Within(string file) =>
    [
        "strace", "-D", "-f", "-y", "-s", "200", "--seccomp-bpf", "-e", "signal=none",
        "-e", "trace=write,writev,pwrite64,pwritev,fsync,fdatasync,sendto,sendmsg", "-o", file,
    ];

    /// <summary>Skips the test on a machine that cannot trace.</summary>
    public static void SkipUnlessPossible() =>
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && CanTrace(),
            "strace is not there, or may not trace here; DurabilityTests asks SQLite itself for its settings.");

    /// <summary>
    /// Returns every request and every 202 that left, and whether the log's whole content had been flushed before.
    /// </summary>
    public static IEnumerable<(string Sent, bool IsFlushed)> Read(IEnumerable<string> lines)
    {
        var (written, flushed) = (0, 0);
        var flushing = new Dictionary<string, int>();
        foreach (var call in lines.Select(line => Call().Match(line)).Where(match => match.Success))
        {
            var (process, rest) = (call.Groups["process"].Value, call.Groups["rest"].Value);
            var isEnd = call.Groups["resumed"].Success;
            switch (call.Groups["name"].Value)
            {
                case "fsync" or "fdatasync" when isEnd || IsOfTheLog(rest):
                    var covered = isEnd ? flushing.GetValueOrDefault(process) : written;
                    flushing[process] = isEnd ? 0 : covered;
                    flushed = rest.EndsWith(" = 0", StringComparison.Ordinal) ? Math.Max(flushed, covered) : flushed;
                    break;
                case not ("fsync" or "fdatasync") when !isEnd && IsOfTheLog(rest):
                    written++;
                    break;
                case var _ when Sent().Match(rest) is { Success: true } sent:
                    yield return (sent.Value, flushed == written);
                    break;
            }
        }
    }

    private static bool IsOfTheLog(string rest) => rest.Contains("-wal>", StringComparison.Ordinal);

    private static bool CanTrace()
    {
        try
        {
            using var strace = Process.Start(
                new ProcessStartInfo("strace", [.. Within("/dev/null").Skip(1), "true"])
                {
                    RedirectStandardError = true,
                })!;
            strace.WaitForExit();
            return strace.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [GeneratedRegex(
        @"^(?<process>\d+) +(?<resumed><\.\.\. )?(?<name>\w+)(?:\(| resumed>)(?<rest>.*)$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<="")(POST /[^ ]*|HTTP/1\.1 202)", RegexOptions.ExplicitCapture)]
    private static partial Regex Sent();
}
