using System.Collections.Immutable;

namespace AccountValidation.Simulation.Runs;

/// <summary>What is counted in a world, and summed over many.</summary>
internal sealed record Tally
{
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

    /// <summary>How many kills came between a commit and the last of those who were to be told.</summary>
    public int UntoldCommits { get; init; }

    /// <summary>How many backups took the place of the database.</summary>
    public int Restores { get; init; }

    /// <summary>How often the host stood still.</summary>
    public int Standstills { get; init; }

    /// <summary>How often it did so between the last reading of a check's age and the socket.</summary>
    public int AtTheLastMoment { get; init; }

    /// <summary>How many validations there were.</summary>
    public int Validations { get; init; }

    /// <summary>How many pennies were dropped.</summary>
    public int Drops { get; init; }

    /// <summary>How many deliveries reached a receiver.</summary>
    public int Deliveries { get; init; }

    /// <summary>How many validations ended in each status.</summary>
    public ImmutableSortedDictionary<string, int> Statuses { get; init; } =
        ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>The shares of the kinds of worlds.</summary>
    public ImmutableSortedDictionary<string, Share> Worlds { get; init; } =
        ImmutableSortedDictionary<string, Share>.Empty;

    /// <summary>The sums of two.</summary>
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
