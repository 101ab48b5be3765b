using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Hosting;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.SelfHost.Tests.Hosting;

/// <summary>
/// The wall clock leaves the stopwatch and comes back: the log tells each once, and the health check at once.
/// </summary>
public sealed class ClockWatchTests : IDisposable
{
    private readonly WatchedClock _machine = new();
    private readonly FakeLogger<ClockWatch> _log = new();
    private readonly ClockWatch _watch;

    public ClockWatchTests() => _watch = new(new SteadyClock(_machine), new WallClock(_machine), _log);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _watch.Dispose();

    [Theory]
    [InlineData(60, null)]
    [InlineData(-60, null)]
    [InlineData(61, "00:01:01 ahead of")]
    [InlineData(-61, "00:01:01 behind")]
    [InlineData(73 * 3600, "73:00:00 ahead of")]
    public async Task Health_ClockIsSet_IsDegradedBeyondAMinuteAndSaysByHowMuch(int seconds, string? said)
    {
        _machine.Advance(TimeSpan.FromHours(5));
        _machine.Set(TimeSpan.FromSeconds(seconds));

        var health = await new ClockHealthCheck(_watch).CheckHealthAsync(new(), Token);

        Assert.Equal(said is null ? HealthStatus.Healthy : HealthStatus.Degraded, health.Status);
        Assert.Equal(said is not null, health.Description?.Contains(said ?? "", StringComparison.Ordinal) is true);
        Assert.Equal(
            said is not null, health.Description?.Contains("restart the service", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Watch_ClocksPartAndMeet_SaysEachOnce()
    {
        await _watch.StartAsync(Token);
        await _machine.SomebodyWaitsAsync();
        await PassAsync();
        Assert.Empty(_log.Lines);

        _machine.Set(TimeSpan.FromHours(73));
        await PassAsync();
        await PassAsync();
        Assert.Contains("73:00:00 ahead of", Assert.Single(_log.Lines), StringComparison.Ordinal);

        _machine.Set(TimeSpan.FromHours(-73));
        await PassAsync();
        await PassAsync();
        Assert.Contains("agrees again", _log.Lines.Last(), StringComparison.Ordinal);
        Assert.Equal(2, _log.Lines.Count);
        await _watch.StopAsync(Token);
    }

    private Task PassAsync()
    {
        _machine.Advance(ClockWatch.Pause);
        return _machine.SomebodyWaitsAsync();
    }
}
