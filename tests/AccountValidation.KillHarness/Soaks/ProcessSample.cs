using System.Globalization;

namespace AccountValidation.KillHarness.Soaks;

/// <summary>The resources of a process at a moment, as Linux reports them.</summary>
/// <param name="At">The time since the load began.</param>
/// <param name="ResidentMegabytes">The resident memory in megabytes.</param>
/// <param name="Handles">The number of open file descriptors.</param>
/// <param name="Threads">The number of threads.</param>
internal sealed record ProcessSample(TimeSpan At, double ResidentMegabytes, int Handles, int Threads)
{
    public static ProcessSample Take(int processId, TimeSpan at)
    {
        var status = File.ReadAllLines($"/proc/{processId}/status");
        return new(
            at,
            Number(status, "VmRSS:") / 1024d,
            Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd").Count(),
            Number(status, "Threads:"));
    }

    private static int Number(string[] status, string name) =>
        int.Parse(
            status
                .Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0],
            CultureInfo.InvariantCulture);
}
