using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>
/// A copy of the product and its simulation with every fault of the catalog in it, each behind a switch: built once, run once for each
/// fault. The product itself has no such switch.
/// </summary>
public sealed partial class MutatedProduct : IAsyncLifetime
{
    private const string Switch = "PLANTED_FAULT";

    private static readonly string Root = typeof(MutatedProduct).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "RepositoryRoot").Value!;

    private static readonly string[] Needed =
    [
        "Directory.Build.props", "Directory.Packages.props", "global.json", "tests/Directory.Build.props", "src/Directory.Build.props", "src/BannedSymbols.txt",
        "docs/openapi.json",
        "src/AccountValidation.Core", "src/AccountValidation.Service", "src/AccountValidation.JuspaySimulator", "src/AccountValidation.SelfHost", "tests/AccountValidation.Simulation",
    ];

    private readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);
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
            $$"""
            namespace AccountValidation.Core;
            public static class PlantedFault
            {
                private static readonly string? Planted = System.Environment.GetEnvironmentVariable("{{Switch}}");
                public static bool Is(string name) => Planted == name;
            }
            """,
            TestContext.Current.CancellationToken);
        foreach (var mutant in Catalog.All)
        {
            Plant(mutant);
        }

        var (code, output) = await RunAsync(
            fault: "",
            "build", "tests/AccountValidation.Simulation", "-c", "Release", "-o", Path.Combine(_folder, "built"), "--disable-build-servers",
            "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", "-p:TreatWarningsAsErrors=false", "-p:GenerateDocumentationFile=false");
        Assert.True(code == 0, output);
        foreach (var mutant in Catalog.All.Prepend(Catalog.None))
        {
            _searches.Add(mutant.Name, SearchAsync(mutant));
        }
    }

    /// <summary>Gives back the seed and the guarantee by which a fault was found; null when it was not.</summary>
    public Task<string?> FindAsync(Mutant mutant) => _searches[mutant.Name];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ((Task)Task.WhenAll(_searches.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _cores.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string?> SearchAsync(Mutant mutant)
    {
        await _cores.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            string[] worlds = mutant.Worlds is null ? [] : ["--worlds", mutant.Worlds];
            var (from, seeds) = (mutant.From.ToString(CultureInfo.InvariantCulture), mutant.Within.ToString(CultureInfo.InvariantCulture));
            var (_, output) = await RunAsync(
                mutant.Name, [Program, "--from", from, "--seeds", seeds, "--threads", "1", "--until-broken", .. worlds]);
            return FirstBroken().Match(output) is { Success: true } match
                ? $"seed {match.Groups[1].Value}, {match.Groups[2].Value}"
                : output.Contains("broken           0", StringComparison.Ordinal) ? null
                : throw new InvalidOperationException(output);
        }
        finally
        {
            _cores.Release();
        }
    }

    private void Plant(Mutant mutant)
    {
        foreach (var edit in mutant.Edits)
        {
            var path = Path.Combine(_folder, "src", edit.File);
            var code = File.ReadAllText(path);
            Assert.True(code.Split(edit.Right).Length == 2, $"{mutant.Name}: the right code stands {code.Split(edit.Right).Length - 1} times in {edit.File}");
            File.WriteAllText(path, code.Replace(edit.Right, edit.Wrong.Replace("IS_PLANTED", $"global::AccountValidation.Core.PlantedFault.Is(\"{mutant.Name}\")", StringComparison.Ordinal), StringComparison.Ordinal));
        }
    }

    private async Task<(int Code, string Output)> RunAsync(string fault, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Switch] = fault;
        start.Environment["DOTNET_TieredPGO"] = "0"; // these runs are short
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(inherited); // of the build that runs this test
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
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
        foreach (var entry in Directory.EnumerateFileSystemEntries(from).Where(entry => Path.GetFileName(entry) is not ("bin" or "obj" or "data")))
        {
            Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
        }
    }

    // A fault that only makes the program throw is found by anybody: it has to break a guarantee.
    [GeneratedRegex(
        @"BROKEN in seed (\d+): (?!an exception that nothing expects|\w+ logged a fault of the program)([^\r\n]{1,120})")]
    private static partial Regex FirstBroken();
}
