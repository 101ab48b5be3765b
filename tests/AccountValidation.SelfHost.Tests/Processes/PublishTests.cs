using AccountValidation.KillHarness.Programs;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>The program as an operator publishes it.</summary>
public sealed class PublishTests : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(45);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Publish_Release_HasNoDemoAndSaysSoInDevelopment()
    {
        var (host, _) = await PublishedPrograms.EnsureAsync(
            host: null, simulator: "none", _folder.FullName, TestContext.Current.CancellationToken);

        var files = Directory.EnumerateFiles(Path.GetDirectoryName(host)!).Select(Path.GetFileName).ToList();
        Assert.DoesNotContain(files, file =>
            file!.Contains("Simulator", StringComparison.OrdinalIgnoreCase)
            || file.EndsWith(".lock.json", StringComparison.Ordinal));
        Assert.DoesNotContain(
            "DemoInbox",
            await File.ReadAllTextAsync(host, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);

        await using var process = ProgramProcess.Start(
            ["dotnet", host],
            new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["SelfHost__DatabasePath"] = _folder.Database,
            });
        Assert.Equal(1, await process.EndAsync(LongestStart, TestContext.Current.CancellationToken));
        Assert.Contains(
            "published without the simulated Juspay and the demo inbox",
            process.Errors,
            StringComparison.Ordinal);
    }
}
