using System.Collections.Immutable;
using AccountValidation.Simulation.Guarantees;
using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Runs;

/// <summary>The result of a seed's world.</summary>
/// <param name="Seed">The seed.</param>
internal sealed record RunResult(int Seed)
{
    /// <summary>The broken guarantee; null for none.</summary>
    public string? Broken { get; init; }

    /// <summary>The kinds of the world.</summary>
    public Worlds Worlds { get; init; }

    /// <summary>The broken guarantees, each with its case.</summary>
    public ImmutableSortedDictionary<Guarantee, string> Found { get; init; } =
        ImmutableSortedDictionary<Guarantee, string>.Empty;

    /// <summary>A digest of the whole course: equal runs have equal digests.</summary>
    public ulong Digest { get; init; }

    /// <summary>The counts of the run.</summary>
    public Tally Tally { get; init; } = new();
}
