using System.Collections.Immutable;

namespace AccountValidation.Simulation.Runs;

/// <summary>The counts of one world, or the sum over many worlds.</summary>
internal sealed record Tally
{
    /// <summary>The time that passed in the world.</summary>
    public TimeSpan Simulated { get; init; }

    /// <summary>The number of steps: continuations of the product's code, and entries of the agenda.</summary>
    public long Steps { get; init; }

    /// <summary>The number of committed changes.</summary>
    public long Commits { get; init; }

    /// <summary>The number of kills.</summary>
    public int Kills { get; init; }

    /// <summary>The number of kills that tore the last write.</summary>
    public int TornWrites { get; init; }

    /// <summary>The number of kills between a commit and its last notice.</summary>
    public int UntoldCommits { get; init; }

    /// <summary>The number of backups that replaced the database.</summary>
    public int Restores { get; init; }

    /// <summary>The number of standstills.</summary>
    public int Standstills { get; init; }

    /// <summary>The number of standstills between the last test of a check's age and the socket.</summary>
    public int AtTheLastMoment { get; init; }

    /// <summary>The number of validations.</summary>
    public int Validations { get; init; }

    /// <summary>The number of pennies.</summary>
    public int Drops { get; init; }

    /// <summary>The number of deliveries that reached a receiver.</summary>
    public int Deliveries { get; init; }

    /// <summary>The number of validations by their last status.</summary>
    public ImmutableSortedDictionary<string, int> Statuses { get; init; } =
        ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>The shares of the kinds of worlds.</summary>
    public ImmutableSortedDictionary<string, Share> Worlds { get; init; } =
        ImmutableSortedDictionary<string, Share>.Empty;

    /// <summary>Adds two tallies.</summary>
    public static Tally operator +(Tally one, Tally other) =>
        new()
        {
            Simulated = one.Simulated + other.Simulated,
            Steps = one.Steps + other.Steps,
            Commits = one.Commits + other.Commits,
            Kills = one.Kills + other.Kills,
            TornWrites = one.TornWrites + other.TornWrites,
            UntoldCommits = one.UntoldCommits + other.UntoldCommits,
            Restores = one.Restores + other.Restores,
            Standstills = one.Standstills + other.Standstills,
            AtTheLastMoment = one.AtTheLastMoment + other.AtTheLastMoment,
            Validations = one.Validations + other.Validations,
            Drops = one.Drops + other.Drops,
            Deliveries = one.Deliveries + other.Deliveries,
            Worlds = other.Worlds.Aggregate(one.Worlds, (sums, world) =>
                sums.SetItem(world.Key, sums.GetValueOrDefault(world.Key, new()) + world.Value)),
            Statuses = other.Statuses.Aggregate(one.Statuses, (sums, status) =>
                sums.SetItem(status.Key, sums.GetValueOrDefault(status.Key) + status.Value)),
        };
}
