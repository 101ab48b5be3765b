using System.Net;
using System.Net.Sockets;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

public sealed class StartRefusalTests : IAsyncLifetime
{
    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Start_ProductionWithoutSettings_NamesAllThatIsMissing()
    {
        var refusal = await RefusalAsync(
            new() { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["SelfHost__DatabasePath"] = _world.DatabasePath });

        Assert.Contains("Juspay:ApiKey", refusal, StringComparison.Ordinal);
        Assert.Contains("Callbacks:Secrets:0", refusal, StringComparison.Ordinal);
        Assert.Contains("Api:Keys:<name>", refusal, StringComparison.Ordinal);
        Assert.False(File.Exists(_world.DatabasePath));
    }

    [Fact]
    public async Task Start_InvalidDurations_NamesEachOfThem()
    {
        var settings = _world.Settings;
        (settings["Juspay__Timeout"], settings["SelfHost__DrainTime"], settings["Callbacks__Schedule__3"]) = (
            "5 s",
            "-00:00:01",
            "soon");

        var refusal = await RefusalAsync(settings);

        Assert.Contains("Juspay:Timeout: '5 s'", refusal, StringComparison.Ordinal);
        Assert.Contains("SelfHost:DrainTime: '-00:00:01'", refusal, StringComparison.Ordinal);
        Assert.Contains("Callbacks:Schedule:3: 'soon'", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AddressInUse_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var settings = _world.Settings;
        settings["ASPNETCORE_URLS"] = $"http://{taken.LocalEndpoint}";

        var refusal = await RefusalAsync(settings);

        Assert.Contains("already in use", refusal, StringComparison.Ordinal);
        Assert.Contains($"{taken.LocalEndpoint}", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://192.0.2.1:5000")] // reserved for documentation: never this machine's
    [InlineData("nonsense")]
    public async Task Start_AddressThatCannotBe_SaysSo(string address)
    {
        var settings = _world.Settings;
        settings["ASPNETCORE_URLS"] = address;

        Assert.Contains("ASPNETCORE_URLS", await RefusalAsync(settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FileOwnedByAnotherProcess_IsRefusedUntilThatOneIsKilled()
    {
        var (running, _) = await HostProcess.StartListeningAsync(_world.Settings);
        await using var first = running;

        Assert.Contains("owned by another process", await RefusalAsync(_world.Settings), StringComparison.Ordinal);

        await first.KillAsync();
        var (next, _) = await HostProcess.StartListeningAsync(_world.Settings);
        await next.DisposeAsync();
    }

    [Fact]
    public async Task Start_FolderOfOthers_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only: nobody creates a file in /sys there.");
        var settings = _world.Settings;
        settings["SelfHost__DatabasePath"] = "/sys/validations.db";

        Assert.Contains("give this user the right to write", await RefusalAsync(settings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ro", "whether it is read-only")]
    [InlineData("size=4k", "the disk's space")]
    public async Task Start_DiskCannotBeWritten_IsRefused(string mountOption, string advice)
    {
        var folder = Path.GetDirectoryName(_world.DatabasePath)!;
        Assert.SkipUnless(OperatingSystem.IsLinux() && FaultyDisk.CanMount(folder), FaultyDisk.CannotMount);

        var refusal = await RefusalAsync(
            _world.Settings,
            "unshare",
            "-Urm",
            "sh",
            "-c",
            $"mount -t tmpfs -o {mountOption} tmpfs \"$0\" && exec \"$@\"",
            folder);

        Assert.Contains(advice, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NewerDatabase_IsRefused()
    {
        Some.Open(_world.DatabasePath).Dispose();
        Sql.Run(_world.DatabasePath, "PRAGMA user_version = 99");

        Assert.Contains("newer", await RefusalAsync(_world.Settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DamagedSimulatorLedger_IsRefused()
    {
        await File.WriteAllTextAsync(
            _world.DatabasePath + ".simulator-ledger",
            "damaged\n{}\n",
            TestContext.Current.CancellationToken);

        var refusal = await RefusalAsync(
            new() { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["SelfHost__DatabasePath"] = _world.DatabasePath });

        Assert.Contains("simulator-ledger", refusal, StringComparison.Ordinal);
    }

    // A refusal means exit code 1 and sentences on stderr, without a stack on stderr or in the log.
    private static async Task<string> RefusalAsync(
        Dictionary<string, string> settings, params IReadOnlyList<string> within)
    {
        await using var host = HostProcess.Start(settings, within);
        Assert.Equal(1, await host.EndAsync());
        Assert.DoesNotContain("   at ", host.Errors + host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", host.Output, StringComparison.Ordinal);
        return host.Errors;
    }
}
