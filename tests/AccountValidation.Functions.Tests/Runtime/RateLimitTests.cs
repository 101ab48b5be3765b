using System.Globalization;
using AccountValidation.Core;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.Functions.Tests.Runtime;

/// <summary>
/// Far more starts than the rate limit lets through at once. <c>RATE_STARTS</c> says how many, at 5 calls a second; CI
/// makes fewer, faster.
/// </summary>
/// <param name="azurite">Has the tables.</param>
public sealed class RateLimitTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2); // the queue of checks alone takes longer

    private static string? Asked => Environment.GetEnvironmentVariable("RATE_STARTS");

    private static int Starts => Asked is { } asked ? int.Parse(asked, CultureInfo.InvariantCulture) : 30;

    private static string CallsPerSecond => Asked is null ? "10" : "5";

    [Fact]
    public async Task Starts_FarAboveTheRate_AreEachPaidAfterOneFreshCheck()
    {
        await using var host = await RuntimeHost.StartAsync(
            azurite, ("Juspay:CallsPerSecond", CallsPerSecond), ("Juspay:Timeout", Timeout.ToString()));
        string[] accounts = [.. Enumerable.Range(0, Starts).Select(n => $"active.rate{n}")];
        var began = TimeProvider.System.GetTimestamp();

        var ids = await Task.WhenAll(accounts.Select(host.ValidateAsync));
        while ((await host.Juspay.DropsAsync()).Count < Starts)
        {
            await Task.Delay(
                TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{Starts} starts at {CallsPerSecond} calls a second: paid after "
            + $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
        Assert.Equal(accounts.Order(), (await host.Juspay.DropsAsync()).Order());
        foreach (var id in ids)
        {
            var finished = await host.FinishedAsync(id);
            Assert.Equal(
                (ValidationStatus.Active, 1, 1), (finished.Status, finished.Checks, finished.ValidateAttempts));
            Assert.InRange(
                await host.Juspay.AgeOfCheckAsync(finished.Request.CustomerAccountId), TimeSpan.Zero, Timeout);
        }
    }
}
