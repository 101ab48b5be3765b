using System.Globalization;
using AccountValidation.KillHarness.Audits;
using AccountValidation.KillHarness.Programs;

namespace AccountValidation.KillHarness.Kills;

/// <summary>Starts the service and ends it, at moments that the seed chooses.</summary>
/// <param name="host">The service.</param>
/// <param name="chance">The seed's source of chance.</param>
/// <param name="isInCommits">Whether each kill waits for the next write to the database's log.</param>
internal sealed class Killer(HostProgram host, Random chance, bool isInCommits)
{
    private const double ShareBeforeListening = 0.15;

    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWaitForAWrite = TimeSpan.FromSeconds(5);

    private string Log => host.Settings.DatabasePath + "-wal";

    public KillCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);

    /// <summary>
    /// Starts the service and kills it during the start, or up to 2 s after it listens. Returns a description of the
    /// moment.
    /// </summary>
    public async Task<string> KillAsync(CancellationToken cancellationToken)
    {
        var isEarly = chance.NextDouble() < ShareBeforeListening;
        var life = chance.NextDouble() * (isEarly ? LongestStart : LongestLife);
        var writtenBefore = File.GetLastWriteTimeUtc(Log);
        host.Start();
        if (!isEarly)
        {
            await host.ListensAsync(cancellationToken);
        }

        await Task.Delay(life, cancellationToken);
        if (isInCommits && !isEarly)
        {
            using var write = new NextWrite(Log, host.KillNow);
            await write.WaitAsync(LongestWaitForAWrite, cancellationToken);
        }

        await host.KillAsync(cancellationToken);
        var hasWritten = File.GetLastWriteTimeUtc(Log) != writtenBefore; // Otherwise an earlier kill left the log.
        var last = hasWritten ? WriteAheadLog.Of(host.Settings.DatabasePath) : LastCommit.Ended;
        Counts = Counts with
        {
            Kills = Counts.Kills + 1,
            BeforeListening = Counts.BeforeListening + (isEarly ? 1 : 0),
            WrittenInPart = Counts.WrittenInPart + (last == LastCommit.WrittenInPart ? 1 : 0),
            NotFlushed = Counts.NotFlushed + (last == LastCommit.NotFlushed ? 1 : 0),
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{life.TotalSeconds:0.000} s after {(isEarly ? "its process began" : "it listened")}, {last}");
    }

    /// <summary>
    /// Starts the service and sends SIGTERM up to 2 s after it listens. Returns the faults of its end.
    /// </summary>
    public async Task<IReadOnlyList<string>> TerminateAsync(CancellationToken cancellationToken)
    {
        host.Start();
        await host.ListensAsync(cancellationToken);
        await Task.Delay(chance.NextDouble() * LongestLife, cancellationToken);
        Counts = Counts with { Terminates = Counts.Terminates + 1 };
        return await host.TerminateAsync(cancellationToken) switch
        {
            0 => [],
            { } code => [$"the service ended with exit code {code} after SIGTERM"],
            null => ["the service did not end after SIGTERM"],
        };
    }
}
