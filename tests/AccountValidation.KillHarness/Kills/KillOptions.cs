namespace AccountValidation.KillHarness.Kills;

/// <summary>The options of a run with kills.</summary>
internal sealed record KillOptions
{
    /// <summary>The number of ends by SIGKILL.</summary>
    public required int Kills { get; init; }

    /// <summary>
    /// The number of ends by SIGTERM, after the kills. The service must drain, and end with exit code 0.
    /// </summary>
    public int Terminates { get; init; }

    /// <summary>Whether each kill waits for a write to the database's log, to hit a commit.</summary>
    public bool InCommits { get; init; }

    /// <summary>
    /// Chooses accounts, actions and moments. The same seed gives the same plan, but not the same run: the processes
    /// are real.
    /// </summary>
    public required int Seed { get; init; }

    /// <summary>Actions of the load per second.</summary>
    public required double Rate { get; init; }

    /// <summary>The path of the service's program; null to publish it first.</summary>
    public string? Host { get; init; }

    /// <summary>The path of the simulator's program; null to publish it first.</summary>
    public string? Simulator { get; init; }

    /// <summary>The deadline of each validation.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);
}
