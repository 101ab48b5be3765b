using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>
/// A copy of the product and its simulation with every fault of the catalog in it, each behind a switch. The copy is
/// built once, and one process for each core runs one search after the other. The product itself has no such switch.
/// </summary>
public sealed partial class MutatedProduct : IAsyncLifetime
{
    private static readonly string Root = typeof(MutatedProduct)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => entry.Key == "RepositoryRoot")
        .Value!;

    private static readonly string[] Needed =
    [
        "Directory.Build.props",
        "Directory.Packages.props",
        "global.json",
        "tests/Directory.Build.props",
        "src/Directory.Build.props",
        "src/BannedSymbols.txt",
        "docs/openapi.json",
        "src/AccountValidation.Core",
        "src/AccountValidation.Service",
        "src/AccountValidation.JuspaySimulator",
        "src/AccountValidation.SelfHost",
        "tests/AccountValidation.Simulation",
    ];

    private readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);
    private readonly ConcurrentBag<SearchProcess> _idle = [];
    private readonly Dictionary<string, Task<string?>> _searches = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateTempSubdirectory("mutated-product-").FullName;

    private string Program => Path.Combine(_folder, "built", "AccountValidation.Simulation.dll");

    /// <summary>
    /// Copies, plants and builds, and begins to search for every fault, as many side by side as there are cores.
    /// </summary>
    public async ValueTask InitializeAsync()
    {
        foreach (var path in Needed.Where(path => Path.Exists(Path.Combine(Root, path))))
        {
            Copy(Path.Combine(Root, path), Path.Combine(_folder, path));
        }

        await File.WriteAllTextAsync(
            Path.Combine(_folder, "src/AccountValidation.Core/PlantedFault.cs"),
            """
            namespace AccountValidation.Core;
            public static class PlantedFault
            {
                public static string? Planted { get; set; }
                public static bool Is(string name) => Planted == name;
            }
            """,
            TestContext.Current.CancellationToken);
        await LetItSearchOnRequestAsync();
        foreach (var mutant in Catalog.All)
        {
            Plant(mutant);
        }

        await BuildAsync();
        foreach (var mutant in Catalog.All.Prepend(Catalog.None))
        {
            _searches.Add(mutant.Name, SearchAsync(mutant, TestContext.Current.CancellationToken));
        }
    }

    /// <summary>Gives back the seed and the guarantee by which a fault was found; null when it was not.</summary>
    public Task<string?> FindAsync(Mutant mutant) => _searches[mutant.Name];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ((Task)Task.WhenAll(_searches.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var process in _idle)
        {
            process.Dispose();
        }

        _cores.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string?> SearchAsync(Mutant mutant, CancellationToken cancellationToken)
    {
        await _cores.WaitAsync(cancellationToken);
        var process = _idle.TryTake(out var idle) ? idle : new SearchProcess(Program);
        try
        {
            string[] worlds = mutant.Worlds is null ? [] : [$"--worlds \"{mutant.Worlds}\""];
            var output = await process.AskAsync(
                mutant.Name,
                string.Join(
                    ' ', [$"--from {mutant.From} --seeds {mutant.Within} --threads 1 --until-broken", .. worlds]),
                cancellationToken);
            return FirstBroken().Match(output) is { Success: true } match
                ? $"seed {match.Groups[1].Value}, {match.Groups[2].Value}"
                : output.Contains("broken           0", StringComparison.Ordinal)
                    ? null
                    : throw new InvalidOperationException(output);
        }
        finally
        {
            if (process.HasEnded)
            {
                process.Dispose(); // the fault ended the process, at the cost of its own search only
            }
            else
            {
                _idle.Add(process);
            }

            _cores.Release();
        }
    }

    // The program of the copy reads what it is to run, line by line: the fault, then its arguments.
    private async Task LetItSearchOnRequestAsync()
    {
        const string Once = "return await command.Parse(args).InvokeAsync();";
        var path = Path.Combine(_folder, "tests/AccountValidation.Simulation/Program.cs");
        var code = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.True(code.Split(Once).Length == 2, "the program of the simulation has another last line");
        await File.WriteAllTextAsync(
            path,
            code.Replace(
                Once,
                $$"""
                while (Console.ReadLine() is { } line)
                {
                    var (fault, arguments) = (line.Split('\t')[0], line.Split('\t')[1]);
                    AccountValidation.Core.PlantedFault.Planted = fault;
                    await command.Parse(arguments).InvokeAsync();
                    Console.WriteLine("{{SearchProcess.End}}");
                }

                return 0;
                """,
                StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
    }

    private void Plant(Mutant mutant)
    {
        foreach (var edit in mutant.Edits)
        {
            var path = Path.Combine(_folder, "src", edit.File);
            var code = File.ReadAllText(path);
            var places = edit.InAnyLayout().Matches(code);
            Assert.True(
                places.Count == 1, $"{mutant.Name}: the right code stands {places.Count} times in {edit.File}");
            var condition = $"global::AccountValidation.Core.PlantedFault.Is(\"{mutant.Name}\")";
            var wrong = edit.Wrong.Replace("IS_PLANTED", condition, StringComparison.Ordinal);
            var (before, after) = (code[..places[0].Index], code[(places[0].Index + places[0].Length)..]);
            File.WriteAllText(path, before + wrong + after);
        }
    }

    private async Task BuildAsync()
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "build",
                "tests/AccountValidation.Simulation",
                "-c",
                "Release",
                "-o",
                Path.Combine(_folder, "built"),
                "--disable-build-servers",
                "-p:RunAnalyzers=false",
                "-p:EnforceCodeStyleInBuild=false",
                "-p:TreatWarningsAsErrors=false",
                "-p:GenerateDocumentationFile=false",
            ])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var inherited in start
                .Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
                .ToList())
        {
            start.Environment.Remove(inherited); // of the build that runs this test
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
        var (output, errors) = (
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await output + await errors);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (
            var entry in Directory
                .EnumerateFileSystemEntries(from)
                .Where(entry => Path.GetFileName(entry) is not ("bin" or "obj" or "data")))
        {
            Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
        }
    }

    // A fault that only makes the program throw is found by anybody: it has to break a guarantee.
    [GeneratedRegex(
        @"BROKEN in seed (\d+): (?!an exception that nothing expects|\w+ logged a fault of the program)([^\r\n]{1,120})"
    )]
    private static partial Regex FirstBroken();
}
