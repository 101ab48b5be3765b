using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>The process stands still between the durable intent and the end of its penny drop.</summary>
public sealed class StandStillTests : IAsyncLifetime
{
    private const string Account = "timeout-before-1.still";

    // As in the world's settings, with 3 s for the time-out.
    private static readonly TimeSpan Unit = TimeSpan.FromMilliseconds(500);

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Process_StandsStillForLongerThanTheProof_ProvesAbsenceOnlyOnceItGoesOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot stop a process");
        var (host, address) = await HostProcess.StartListeningAsync(_world.Settings);
        await using var running = host;
        using var caller = new ServiceCaller(address);
        await caller.StartAsync(Account);
        await Eventually.TrueAsync(
            async () => await _world.Juspay.PostsAsync(ServiceCaller.Customer, Account) == 1,
            "the penny drop is sent");

        host.Pause();
        await Task.Delay(TimeSpan.FromSeconds(3) + (12 * Unit), TestContext.Current.CancellationToken);
        var goesOn = TimeProvider.System.GetUtcNow();
        host.GoOn();

        await Eventually.TrueAsync(
            async () => await _world.Juspay.PostsAsync(ServiceCaller.Customer, Account) == 2,
            "another penny drop is sent");
        var second = (await _world.Juspay.PostTimesAsync(ServiceCaller.Customer, Account))[1];
        Assert.True(second >= goesOn + (8 * Unit), $"the second penny left {second - goesOn} after it went on");
        Assert.Equal(Account, Assert.Single(await _world.Juspay.DropsAsync()));
    }
}
