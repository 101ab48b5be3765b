using System.CommandLine;
using System.Security.Cryptography;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Runs;

const int AnySeed = int.MaxValue / 2;
const string Project = "tests/AccountValidation.Simulation";
var seed = new Option<int?>("--seed")
{
    Description = "Run only this seed and tell its events. The same seed always gives the same run.",
};
var seeds = new Option<int>("--seeds") { Description = "The number of seeds.", DefaultValueFactory = _ => 2000 };
var from = new Option<int?>("--from") { Description = "The first seed. Default: a random seed." };
var threads = new Option<int>("--threads")
{
    Description = "The number of worlds at once.",
    DefaultValueFactory = _ => Environment.ProcessorCount,
};
var untilBroken = new Option<bool>("--until-broken") { Description = "End with the first broken guarantee." };
var worlds = new Option<Worlds?>("--worlds")
{
    Description =
        "The kinds of every world: Plain, or such as \"Strangers, OddDates\". Default: each seed draws them.",
};
var goOn = new Option<bool>("--go-on")
{
    Description = "Let a world go on after a broken guarantee, to find further broken guarantees.",
};
var command = new RootCommand(
    "Runs the service in simulated worlds in which everything goes wrong, and checks its guarantees.")
{
    seed, seeds, from, threads, untilBroken, worlds, goOn,
};
command.SetAction((arguments, cancellationToken) =>
{
    var options = new RunOptions(arguments.GetValue(worlds), arguments.GetValue(goOn));
    if (arguments.GetValue(seed) is { } one)
    {
        return Task.FromResult(Tell(one, options));
    }

    var many = Seeds(arguments.GetValue(from), arguments.GetValue(seeds));
    var (atOnce, untilFirst) = (arguments.GetValue(threads), arguments.GetValue(untilBroken));
    return Task.FromResult(RunMany(many, options, atOnce, untilFirst, cancellationToken));
});
return await command.Parse(args).InvokeAsync();

static int Tell(int seed, RunOptions options)
{
    var result = Run.Of(seed, options, Console.WriteLine);
    Console.WriteLine(new Figures().With(result, TimeSpan.Zero).ToReport());
    Console.WriteLine($"World: {result.Worlds}");
    foreach (var found in result.Found.Values)
    {
        Console.WriteLine($"BROKEN: {found}");
    }

    Console.WriteLine(result.Broken is { } broken ? $"BROKEN: {broken}" : "Every guarantee was kept.");
    return result.Broken is null ? 0 : 1;
}

static IEnumerable<int> Seeds(int? from, int count)
{
    var first = from ?? RandomNumberGenerator.GetInt32(AnySeed);
    Console.WriteLine($"Seeds {first} to {first + count - 1}");
    return Enumerable.Range(first, count);
}

static int RunMany(
    IEnumerable<int> seeds, RunOptions options, int threads, bool untilBroken, CancellationToken cancellationToken)
{
    var figures = Campaign.Run(seeds, options, threads, Report, untilBroken, cancellationToken);
    Console.WriteLine(figures.ToReport());
    var untried = options.Worlds is null ? figures.Untried : [];
    if (untried.Count > 0)
    {
        Console.WriteLine($"Too few uncertain penny drops in: {string.Join(", ", untried)}");
    }

    return figures.Broken.IsEmpty && untried.Count == 0 ? 0 : 1;
}

static void Report(Figures figures, RunResult? broken)
{
    if (broken is null)
    {
        Console.WriteLine(figures.ToLine());
        return;
    }

    Console.WriteLine($"BROKEN in seed {broken.Seed}: {broken.Broken}");
    Console.WriteLine($"  dotnet run --project {Project} -- --seed {broken.Seed} --worlds \"{broken.Worlds}\"");
}
