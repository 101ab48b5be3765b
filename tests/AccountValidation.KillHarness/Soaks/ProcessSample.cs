using System.Globalization;

namespace AccountValidation.KillHarness.Soaks;

/// <summary>What a process holds at a moment, as Linux tells it.</summary>
/// <param name="At">Since the load began.</param>
/// <param name="ResidentMegabytes">Its memory.</param>
/// <param name="Handles">Its open file descriptors.</param>
/// <param name="Threads">Its threads.</param>
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
