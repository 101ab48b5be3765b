using System.Globalization;
using System.Collections.Immutable;
using AccountValidation.Simulation.Guarantees;
using AccountValidation.Simulation.Plans;

namespace AccountValidation.Simulation.Runs;

/// <summary>The figures of a campaign.</summary>
internal sealed record Figures
{
    private const int WholeCampaign = 10_000;
    private const int LeastUncertain = 200;

    /// <summary>The number of seeds run.</summary>
    public int Seeds { get; init; }

    /// <summary>The seeds that broke a guarantee.</summary>
    public ImmutableList<int> Broken { get; init; } = [];

    /// <summary>The seeds that broke each guarantee, by the kind of their worlds.</summary>
    public ImmutableSortedDictionary<(string World, Guarantee Guarantee), ImmutableList<int>> Found { get; init; } =
        ImmutableSortedDictionary<(string World, Guarantee Guarantee), ImmutableList<int>>.Empty;

    /// <summary>The real duration of the campaign.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>The sums over all worlds.</summary>
    public Tally Sum { get; init; } = new();

    /// <summary>Returns the figures with one more run.</summary>
    public Figures With(RunResult run, TimeSpan took) => new()
    {
        Seeds = Seeds + 1,
        Broken = run.Broken is null ? Broken : Broken.Add(run.Seed),
        Found = Shares.NamesOf(run.Worlds).SelectMany(world => run.Found.Keys.Select(guarantee => (world, guarantee)))
            .Aggregate(Found, (found, key) => found.SetItem(key, found.GetValueOrDefault(key, []).Add(run.Seed))),
        Took = took,
        Sum = Sum + run.Tally,
    };

    /// <summary>
    /// The kinds of worlds that a whole campaign has not tried enough: a world without an uncertain drop shows little.
    /// </summary>
    public IReadOnlyList<string> Untried => Seeds < WholeCampaign ? [] : [.. WorldMaker.All
        .Select(world => world.ToString())
        .Where(world => Sum.Worlds.GetValueOrDefault(world, new()).Uncertain < LeastUncertain)];

    /// <summary>Formats the figures as one line, for progress.</summary>
    public string ToLine() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Seeds} seeds, {Sum.Simulated.TotalDays / 365:0.0} years, {ASecond(Sum.Steps):N0} steps/s, "
                + $"{ASecond(Sum.Kills):N0} kills/s")
        + $", {Broken.Count} broken";

    /// <summary>Formats all figures.</summary>
    public string ToReport() =>
        FormattableString.Invariant(
            $"""
            seeds            {Seeds:N0}
            simulated        {Sum.Simulated.TotalDays:N0} days
            took             {Took.TotalSeconds:N1} s
            steps            {Sum.Steps:N0} ({ASecond(Sum.Steps):N0} a second)
            kills            {Sum.Kills:N0} ({ASecond(Sum.Kills):N1} a second)
            torn writes      {Sum.TornWrites:N0}; {Sum.UntoldCommits:N0} kills before all were told of a commit
            restores         {Sum.Restores:N0}
            standstills      {Sum.Standstills:N0}, {Sum.AtTheLastMoment:N0} right before a penny drop was written
            committed        {Sum.Commits:N0} changes
            validations      {Sum.Validations:N0}: {Statuses}
            pennies          {Sum.Drops:N0}
            deliveries       {Sum.Deliveries:N0}
            broken           {Broken.Count:N0}

        {Table.OfShares(Sum.Worlds)}{(Found.IsEmpty ? "" : "\n\n" + Table.OfBroken(Found))}
        """);

    private string Statuses =>
        string.Join(
            ", ", Sum.Statuses.Select(status => FormattableString.Invariant($"{status.Value:N0} {status.Key}")));

    private double ASecond(long count) => count / Math.Max(1, Took.TotalSeconds);
}
