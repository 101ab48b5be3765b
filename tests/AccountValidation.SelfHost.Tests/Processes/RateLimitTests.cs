using System.Globalization;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>
/// Far more starts than the rate limit allows at once. <c>RATE_STARTS</c> sets their number, at 5 calls a second; CI
/// makes fewer starts, faster.
/// </summary>
public sealed class RateLimitTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2); // The queue of checks alone takes longer.

    private World _world = null!;

    private static string? Asked => Environment.GetEnvironmentVariable("RATE_STARTS");

    private static int Starts => Asked is { } asked ? int.Parse(asked, CultureInfo.InvariantCulture) : 60;

    private static double CallsPerSecond => Asked is null ? 20 : 5;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Starts_FarAboveTheRate_AreEachPaidAfterOneFreshCheck()
    {
        var settings = new Dictionary<string, string>(_world.Settings)
        {
            ["Juspay__CallsPerSecond"] = CallsPerSecond.ToString(CultureInfo.InvariantCulture),
            ["Recheck__Deadline"] = "01:00:00",
            ["Juspay__Timeout"] = Timeout.ToString(),
        };
        var (running, address) = await HostProcess.StartListeningAsync(settings);
        await using var host = running;
        using var caller = new ServiceCaller(address);
        string[] accounts = [.. Enumerable.Range(0, Starts).Select(n => $"active.rate{n}")];
        var began = TimeProvider.System.GetTimestamp();

        await Task.WhenAll(accounts.Select(account => caller.StartAsync(account, _world.Receiver.Accepting)));
        var calls = Starts * 2 / CallsPerSecond;
        await Eventually.TrueAsync(
            async () => (await _world.Juspay.DropsAsync()).Count == Starts,
            "every account is paid",
            TimeSpan.FromSeconds(60 + (2 * calls)));
        TestContext.Current.SendDiagnosticMessage(
            $"{Starts} starts at {CallsPerSecond} calls a second: paid after "
            + $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");

        await _world.EverythingEndsAsync(Starts);
        await _world.AssertNothingWasLostOrPaidTwiceAsync();
        Assert.All(_world.Validations, validation =>
            Assert.Equal((1, 1), (validation.Checks, validation.ValidateAttempts)));
        foreach (var account in accounts)
        {
            Assert.InRange(
                await _world.Juspay.AgeOfCheckAsync(ServiceCaller.Customer, account), TimeSpan.Zero, Timeout);
        }
    }
}
