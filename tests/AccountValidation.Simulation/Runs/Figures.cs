using System.Collections.Immutable;

namespace AccountValidation.Simulation.Runs;

/// <summary>The sums over many runs.</summary>
internal sealed record Figures
{
    /// <summary>How many seeds ran.</summary>
    public int Seeds { get; init; }

    /// <summary>The seeds that broke a promise.</summary>
    public ImmutableList<int> Broken { get; init; } = [];

    /// <summary>The real time it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>The simulated time of all worlds.</summary>
    public TimeSpan Simulated { get; init; }

    /// <summary>All steps.</summary>
    public long Steps { get; init; }

    /// <summary>All committed changes.</summary>
    public long Commits { get; init; }

    /// <summary>All kills of the process.</summary>
    public int Kills { get; init; }

    /// <summary>Those that tore the last write.</summary>
    public int TornWrites { get; init; }

    /// <summary>All validations.</summary>
    public int Validations { get; init; }

    /// <summary>All pennies.</summary>
    public int Drops { get; init; }

    /// <summary>All deliveries.</summary>
    public int Deliveries { get; init; }

    /// <summary>How many validations ended in each status.</summary>
    public ImmutableSortedDictionary<string, int> Statuses { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>The sums with one more run.</summary>
    public Figures With(RunResult run, TimeSpan took) => new()
    {
        Seeds = Seeds + 1,
        Broken = run.Broken is null ? Broken : Broken.Add(run.Seed),
        Took = took,
        Simulated = Simulated + run.Simulated,
        Steps = Steps + run.Steps,
        Commits = Commits + run.Commits,
        Kills = Kills + run.Kills,
        TornWrites = TornWrites + run.TornWrites,
        Validations = Validations + run.Validations,
        Drops = Drops + run.Drops,
        Deliveries = Deliveries + run.Deliveries,
        Statuses = run.Statuses.Aggregate(Statuses, (sums, status) => sums.SetItem(status.Key, sums.GetValueOrDefault(status.Key) + status.Value)),
    };

    /// <summary>One line, for whoever waits.</summary>
    public string ToLine() => FormattableString.Invariant(
        $"{Seeds} seeds, {Simulated.TotalDays / 365:0.0} years, {Steps / Math.Max(1, Took.TotalSeconds):N0} steps/s, {Kills / Math.Max(1, Took.TotalSeconds):N0} kills/s, {Broken.Count} broken");

    /// <summary>All of them.</summary>
    public string ToReport() => FormattableString.Invariant(
        $"""
        seeds            {Seeds:N0}
        simulated        {Simulated.TotalDays:N0} days
        took             {Took.TotalSeconds:N1} s
        steps            {Steps:N0} ({Steps / Math.Max(1, Took.TotalSeconds):N0} a second)
        kills            {Kills:N0} ({Kills / Math.Max(1, Took.TotalSeconds):N1} a second), {TornWrites:N0} with a torn write
        committed        {Commits:N0} changes
        validations      {Validations:N0}: {string.Join(", ", Statuses.Select(status => FormattableString.Invariant($"{status.Value:N0} {status.Key}")))}
        pennies          {Drops:N0}
        deliveries       {Deliveries:N0}
        broken promises  {Broken.Count:N0}
        """);
}
