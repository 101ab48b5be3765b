namespace AccountValidation.Simulation.Runs;

/// <summary>What became of the world of a seed.</summary>
/// <param name="Seed">The seed.</param>
internal sealed record RunResult(int Seed)
{
    /// <summary>The promise that was broken; null when none was.</summary>
    public string? Broken { get; init; }

    /// <summary>A digest of the end and of the way there: equal runs have equal digests.</summary>
    public ulong Digest { get; init; }

    /// <summary>The time that passed in the world.</summary>
    public TimeSpan Simulated { get; init; }

    /// <summary>How many steps it took: continuations of the product's code, and things on the agenda.</summary>
    public long Steps { get; init; }

    /// <summary>How many changes were committed.</summary>
    public long Commits { get; init; }

    /// <summary>How often the process was killed.</summary>
    public int Kills { get; init; }

    /// <summary>How many kills tore the last write.</summary>
    public int TornWrites { get; init; }

    /// <summary>How many validations there were.</summary>
    public int Validations { get; init; }

    /// <summary>How many pennies were dropped.</summary>
    public int Drops { get; init; }

    /// <summary>How many deliveries reached a receiver.</summary>
    public int Deliveries { get; init; }

    /// <summary>How many validations ended in each status.</summary>
    public IReadOnlyDictionary<string, int> Statuses { get; init; } = new Dictionary<string, int>();
}
