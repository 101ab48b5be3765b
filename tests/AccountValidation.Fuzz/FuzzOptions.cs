using System.Globalization;
using AccountValidation.Fuzz.Targets;

namespace AccountValidation.Fuzz;

/// <summary>What the command line says.</summary>
internal sealed record FuzzOptions
{
    /// <summary>The help.</summary>
    public const string Usage = """
        dotnet run --project tests/AccountValidation.Fuzz -- TARGET [OPTIONS]

          TARGET               juspay, start, message, headers, list or notification
          --minutes N          how long (default 10)
          --executions N       how many inputs at most (default: no limit)
          --seed N             the chance (default 1)
          --work FOLDER        where new inputs and findings are kept (default: beside the program)
          --repeat FILE        runs one input, and says what is wrong with it
          --minimise FOLDER    writes the 32 inputs that take the most edges into a folder
        """;

    /// <summary>The target's name.</summary>
    public required string Target { get; init; }

    /// <summary>How long.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many inputs.</summary>
    public long MaxExecutions { get; init; } = long.MaxValue;

    /// <summary>The seed of all chance.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The folder of the target's work.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>An input to repeat.</summary>
    public string? Repeat { get; init; }

    /// <summary>Where the choice goes.</summary>
    public string? Minimise { get; init; }

    /// <summary>True in the process that runs the instrumented copy.</summary>
    public bool IsInside { get; init; }

    /// <summary>Where new inputs go.</summary>
    public string CorpusFolder => Path.Combine(WorkFolder, "corpus");

    /// <summary>Where findings go.</summary>
    public string FindingsFolder => Path.Combine(WorkFolder, "findings");

    /// <summary>The input that is being tried.</summary>
    public string CurrentFile => Path.Combine(WorkFolder, "current");

    /// <summary>The last lines of all runs.</summary>
    public string RunsFile => Path.Combine(WorkFolder, "runs.txt");

    /// <summary>Where the instrumented copy is.</summary>
    public string ProgramFolder => Path.Combine(WorkFolder, "program");

    /// <summary>Reads the command line; null when it is wrong.</summary>
    public static FuzzOptions? Read(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || FuzzTarget.All.All(target => target.Name != arguments[0]))
        {
            return null;
        }

        var options = new FuzzOptions
        {
            Target = arguments[0],
            WorkFolder = Path.Combine(AppContext.BaseDirectory, "fuzz-work", arguments[0]),
        };
        for (var at = 1; at < arguments.Count; at += 2)
        {
            var value = at + 1 < arguments.Count ? arguments[at + 1] : "";
            if (options.With(arguments[at], value) is not { } more)
            {
                return null;
            }

            options = more;
        }

        return options;
    }

    /// <summary>The kept inputs, and what earlier runs have found.</summary>
    public IEnumerable<byte[]> SeedsOf(FuzzTarget target) =>
        target
            .Corpus.Concat(
                Directory.Exists(CorpusFolder)
                    ? Directory.EnumerateFiles(CorpusFolder).Order(StringComparer.Ordinal)
                    : [])
            .Select(File.ReadAllBytes);

    private FuzzOptions? With(string name, string value) =>
        name switch
        {
            "--minutes"
                when double.TryParse(
                    value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) => this with
                    {
                        MaxTime = TimeSpan.FromMinutes(minutes),
                    },
            "--executions"
                when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var executions) =>
                this with
                {
                    MaxExecutions = executions,
                },
            "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) =>
                this with
                {
                    Seed = seed,
                },
            "--work" when value.Length > 0 => this with { WorkFolder = Path.Combine(Path.GetFullPath(value), Target) },
            "--repeat" when File.Exists(value) => this with { Repeat = Path.GetFullPath(value) },
            "--minimise" when value.Length > 0 => this with { Minimise = Path.GetFullPath(value) },
            "--inside" when value == "yes" => this with { IsInside = true },
            _ => null,
        };
}
