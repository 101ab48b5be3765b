using System.CommandLine;
using System.Security.Cryptography;
using AccountValidation.Simulation.Runs;

const int AnySeed = int.MaxValue / 2;
var seed = new Option<int?>("--seed") { Description = "Run this one seed and tell what happens in it. The same seed always gives the same run." };
var seeds = new Option<int>("--seeds") { Description = "How many seeds to run.", DefaultValueFactory = _ => 2000 };
var from = new Option<int?>("--from") { Description = "The first seed; chance chooses it when left out." };
var threads = new Option<int>("--threads") { Description = "How many worlds live at once.", DefaultValueFactory = _ => Environment.ProcessorCount };
var untilBroken = new Option<bool>("--until-broken") { Description = "End with the first broken promise." };
var command = new RootCommand("Runs the service in simulated worlds in which everything goes wrong, and checks that it keeps its promises.") { seed, seeds, from, threads, untilBroken };
command.SetAction((arguments, cancellationToken) => Task.FromResult(
    arguments.GetValue(seed) is { } one
        ? Tell(one)
        : RunMany(arguments.GetValue(from) ?? RandomNumberGenerator.GetInt32(AnySeed), arguments.GetValue(seeds), arguments.GetValue(threads), arguments.GetValue(untilBroken), cancellationToken)));
return await command.Parse(args).InvokeAsync();

static int Tell(int seed)
{
    var result = Run.Of(seed, Console.WriteLine);
    Console.WriteLine(new Figures().With(result, TimeSpan.Zero).ToReport());
    Console.WriteLine(result.Broken is { } broken ? $"BROKEN: {broken}" : "Every promise was kept.");
    return result.Broken is null ? 0 : 1;
}

static int RunMany(int from, int count, int threads, bool untilBroken, CancellationToken cancellationToken)
{
    Console.WriteLine($"Seeds {from} to {from + count - 1}");
    var figures = Campaign.Run(Enumerable.Range(from, count), threads, Report, untilBroken, cancellationToken);
    Console.WriteLine(figures.ToReport());
    return figures.Broken.IsEmpty ? 0 : 1;
}

static void Report(Figures figures, RunResult? broken) => Console.WriteLine(broken is null
    ? figures.ToLine()
    : $"BROKEN in seed {broken.Seed}: {broken.Broken}{Environment.NewLine}  dotnet run --project tests/AccountValidation.Simulation -- --seed {broken.Seed}");
