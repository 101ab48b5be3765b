using System.Collections.Immutable;
using AccountValidation.Simulation.Guarantees;
using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Runs;

/// <summary>What became of the world of a seed.</summary>
/// <param name="Seed">The seed.</param>
internal sealed record RunResult(int Seed)
{
    /// <summary>The guarantee that was broken; null when none was.</summary>
    public string? Broken { get; init; }

    /// <summary>What was special about the world.</summary>
    public Worlds Worlds { get; init; }

    /// <summary>The guarantees that were found broken, each with what happened.</summary>
    public ImmutableSortedDictionary<Guarantee, string> Found { get; init; } =
        ImmutableSortedDictionary<Guarantee, string>.Empty;

    /// <summary>A digest of the end and of the way there: equal runs have equal digests.</summary>
    public ulong Digest { get; init; }

    /// <summary>What was counted.</summary>
    public Tally Tally { get; init; } = new();
}
