using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

public sealed class TerminateTests : IAsyncLifetime
{
    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Terminate_ValidationsInEveryPhase_EndsInTimeAndLosesNothing()
    {
        var drainTime = TimeSpan.FromSeconds(2);
        // For a busy machine; without the drain's end the stop would take longer than both.
        var aLittle = TimeSpan.FromSeconds(8);
        var (stopped, address) = await HostProcess.StartListeningAsync(_world.Settings);
        await using var first = stopped;
        await Phases.ReachAllAsync(_world, address);

        first.Terminate();
        Assert.Equal(0, await first.EndAsync(drainTime + aLittle));
        Assert.Equal("", first.Errors.Trim());
        Assert.Contains("Stopping:", first.Output, StringComparison.Ordinal);

        _world.Receiver.Mend();
        _world.Juspay.Release();
        var (restarted, _) = await HostProcess.StartListeningAsync(_world.Settings);
        await using var second = restarted;
        await _world.EverythingEndsAsync(Phases.Count);
        await _world.AssertNothingWasLostOrPaidTwiceAsync();
    }

    [Fact]
    public async Task Terminate_NothingUnderWay_EndsAtOnceAndFreesTheFile()
    {
        var (stopped, _) = await HostProcess.StartListeningAsync(_world.Settings);
        await using var host = stopped;

        host.Terminate();

        Assert.Equal(0, await host.EndAsync());
        Some.Open(_world.DatabasePath).Dispose();
    }
}
