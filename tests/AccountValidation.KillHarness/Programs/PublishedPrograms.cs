using System.Diagnostics;
using System.Reflection;

namespace AccountValidation.KillHarness.Programs;

/// <summary>The published programs, in folders of their own, as an operator has them.</summary>
/// <param name="Host">The path of the self-host.</param>
/// <param name="Simulator">The path of the Juspay simulator.</param>
internal sealed record PublishedPrograms(string Host, string Simulator)
{
    private const string HostName = "AccountValidation.SelfHost";
    private const string SimulatorName = "AccountValidation.JuspaySimulator";

    /// <summary>Publishes each program without a given path.</summary>
    /// <exception cref="InvalidOperationException">Publishing failed.</exception>
    public static async Task<PublishedPrograms> EnsureAsync(
        string? host, string? simulator, string folder, CancellationToken cancellationToken) =>
        new(
            host is null ? await PublishAsync(HostName, folder, cancellationToken) : Path.GetFullPath(host),
            simulator is null
                ? await PublishAsync(SimulatorName, folder, cancellationToken)
                : Path.GetFullPath(simulator));

    private static async Task<string> PublishAsync(string name, string folder, CancellationToken cancellationToken)
    {
        var root = typeof(PublishedPrograms)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "RepositoryRoot")
            .Value!;
        var target = Path.Combine(folder, name);
        using var publish = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    "publish",
                    "-c",
                    "Release",
                    "-p:RunAnalyzers=false",
                    "--nologo",
                    "-v",
                    "quiet",
                    "-o",
                    target,
                    Path.Combine(root, "src", name),
                ]))!;
        await publish.WaitForExitAsync(cancellationToken);
        return publish.ExitCode == 0
            ? Path.Combine(target, name + ".dll")
            : throw new InvalidOperationException($"{name} could not be published (exit code {publish.ExitCode}).");
    }
}
