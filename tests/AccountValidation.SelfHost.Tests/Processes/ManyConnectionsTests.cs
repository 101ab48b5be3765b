using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>A process that may open few files meets a client that opens more connections than that.</summary>
public sealed class ManyConnectionsTests : IAsyncLifetime
{
    private const int Files = 1024;

    private World _world = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only: it takes ulimit -n.");
        _world = await World.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [Fact]
    public async Task Connections_MoreThanThereAreFiles_TheServiceGoesOn()
    {
        await using var host = await StartAsync(Files);
        using var idle = await IdleConnections.OpenAsync(host.Address, Files + 100);
        await Eventually.TrueAsync(() => idle.Open < Files / 2, "those over the limit are closed");

        using var caller = new ServiceCaller(host.Address);
        await Eventually.TrueAsync(
            async () => await caller.TryStartAsync("active", _world.Receiver.Accepting) is not null,
            "a start is accepted");
        await _world.EverythingEndsAsync(1);
        await Eventually.TrueAsync(() => idle.Open == 0, "silent connections are closed");

        Assert.Equal("healthy", (await caller.GetAsync("health/ready"))["status"]!.GetValue<string>());
        Assert.Contains($"this process may open {Files} files", host.Process.Output, StringComparison.Ordinal);
        Assert.Contains("Connections are refused", host.Process.Output, StringComparison.Ordinal);
        host.Process.Terminate();
        Assert.Equal(0, await host.Process.EndAsync());
    }

    [Fact]
    public async Task Start_FewerFilesThanItNeeds_IsRefused()
    {
        await using var host = HostProcess.Start(_world.Settings, Within(512));

        Assert.Equal(1, await host.EndAsync());
        Assert.Contains("may open 512 files", host.Errors, StringComparison.Ordinal);
    }

    private static string[] Within(int files) => ["sh", "-c", $"ulimit -n {files} && exec \"$@\"", "sh"];

    private async Task<Started> StartAsync(int files)
    {
        var (host, address) = await HostProcess.StartListeningAsync(_world.Settings, Within(files));
        return new(host, address);
    }

    private sealed record Started(HostProcess Process, Uri Address) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
