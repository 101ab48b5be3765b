using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;

namespace AccountValidation.Tests.Azurite;

/// <summary>
/// Installs Azurite from its lock file, once for each version of that file, below this folder's <c>obj</c>. Concurrent
/// test projects wait for each other.
/// </summary>
internal static class AzuriteInstall
{
    private const string Reason =
        "Tests of queues and tables need Node.js with npm on the PATH: they run against Azurite, which is a Node.js "
        + "program.";

    private static readonly string[] Files = ["package.json", "package-lock.json", ".npmrc"];
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static string Source { get; } =
        typeof(AzuriteInstall)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "AzuriteFolder")
            .Value!;

    /// <summary>
    /// Returns the path of a script of Azurite, given its path below Azurite's sources. Without Node.js the test is
    /// skipped; in CI it fails.
    /// </summary>
    public static async Task<string> ScriptAsync(string script, CancellationToken cancellationToken)
    {
        if (!await RunsAsync("node", cancellationToken) || !await RunsAsync("npm", cancellationToken))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Reason);
            Assert.Fail(Reason);
        }

        var lockFile = await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"), cancellationToken);
        var folder = Path.Combine(Source, "obj", Convert.ToHexStringLower(SHA256.HashData(lockFile))[..16]);
        Directory.CreateDirectory(folder);
        await InstallAsync(folder, cancellationToken);
        return Path.Combine(folder, "node_modules", "azurite", "dist", "src", script);
    }

    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        var installed = Path.Combine(folder, "installed");
        await using var alone = await LockAsync(Path.Combine(folder, "lock"), cancellationToken);
        if (File.Exists(installed))
        {
            return;
        }

        foreach (var file in Files)
        {
            File.Copy(Path.Combine(Source, file), Path.Combine(folder, file), overwrite: true);
        }

        var (exitCode, output) = await RunAsync(
            "npm",
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            folder,
            cancellationToken);
        Assert.True(exitCode == 0, $"npm could not install Azurite:\n{output}");
        await File.WriteAllTextAsync(installed, "", cancellationToken);
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (began.Elapsed < Longest)
            {
                await Task.Delay(Pause, cancellationToken); // Another test project installs Azurite.
            }
        }
    }

    private static async Task<bool> RunsAsync(string program, CancellationToken cancellationToken)
    {
        try
        {
            return (await RunAsync(program, ["--version"], Source, cancellationToken)).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string program, string[] arguments, string folder, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(Longest, cancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
