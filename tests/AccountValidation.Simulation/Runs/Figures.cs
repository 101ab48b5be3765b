using System.Collections.Immutable;

namespace AccountValidation.Simulation.Runs;

/// <summary>The figures of a campaign.</summary>
internal sealed record Figures
{
    /// <summary>How many seeds ran.</summary>
    public int Seeds { get; init; }

    /// <summary>The seeds that broke a promise.</summary>
    public ImmutableList<int> Broken { get; init; } = [];

    /// <summary>The real time it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>The sums over all worlds.</summary>
    public Tally Sum { get; init; } = new();

    /// <summary>The figures with one more run.</summary>
    public Figures With(RunResult run, TimeSpan took) => new()
    {
        Seeds = Seeds + 1,
        Broken = run.Broken is null ? Broken : Broken.Add(run.Seed),
        Took = took,
        Sum = Sum + run.Tally,
    };

    /// <summary>One line, for whoever waits.</summary>
    public string ToLine() => FormattableString.Invariant(
        $"{Seeds} seeds, {Sum.Simulated.TotalDays / 365:0.0} years, {ASecond(Sum.Steps):N0} steps/s, {ASecond(Sum.Kills):N0} kills/s, {Broken.Count} broken");

    /// <summary>All of them.</summary>
    public string ToReport() => FormattableString.Invariant(
        $"""
        seeds            {Seeds:N0}
        simulated        {Sum.Simulated.TotalDays:N0} days
        took             {Took.TotalSeconds:N1} s
        steps            {Sum.Steps:N0} ({ASecond(Sum.Steps):N0} a second)
        kills            {Sum.Kills:N0} ({ASecond(Sum.Kills):N1} a second), {Sum.TornWrites:N0} with a torn write
        committed        {Sum.Commits:N0} changes
        validations      {Sum.Validations:N0}: {string.Join(", ", Sum.Statuses.Select(status => FormattableString.Invariant($"{status.Value:N0} {status.Key}")))}
        pennies          {Sum.Drops:N0}
        deliveries       {Sum.Deliveries:N0}
        broken promises  {Broken.Count:N0}
        """);

    private double ASecond(long count) => count / Math.Max(1, Took.TotalSeconds);
}
