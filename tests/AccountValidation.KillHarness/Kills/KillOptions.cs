namespace AccountValidation.KillHarness.Kills;

/// <summary>One run.</summary>
internal sealed record KillOptions
{
    /// <summary>How often the service is ended with SIGKILL.</summary>
    public required int Kills { get; init; }

    /// <summary>How often it is ended with SIGTERM, after the kills: it must drain, and end with exit code 0.</summary>
    public int Terminates { get; init; }

    /// <summary>Whether each kill waits for a write to the database's log, so that it falls into a commit.</summary>
    public bool InCommits { get; init; }

    /// <summary>
    /// Chooses accounts, actions and moments. The same seed gives the same plan, not the same run: the processes are
    /// real.
    /// </summary>
    public required int Seed { get; init; }

    /// <summary>Actions of the load a second.</summary>
    public required double Rate { get; init; }

    /// <summary>The program to kill; null to publish it first.</summary>
    public string? Host { get; init; }

    /// <summary>The simulator's program; null to publish it first.</summary>
    public string? Simulator { get; init; }

    /// <summary>When a validation without an answer expires.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);
}
