using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Api;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.Service.Tests.Api;

/// <summary>Health tells how many validations are held now, whatever the last call was.</summary>
public sealed class KeyHealthTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Since = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private readonly Wiring _wiring = new(new Uri("http://127.0.0.1/"));

    public ValueTask DisposeAsync() => _wiring.DisposeAsync();

    [Fact]
    public async Task Health_ValidationsAreHeldAndAnotherCallSucceeds_StaysDegradedWithNumbers()
    {
        var monitor = _wiring.Get<JuspayMonitor>();
        monitor.Report(
            Samples.DueToPay(_wiring.Settings),
            "check",
            new JuspayReply.Answered(new(AccountStatus.Pending, null, AccountDetails.None)));

        var health = await CheckAsync(new(WaitCause.KeyRefused, 100, Since));

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.StartsWith(
            "100 validations are held, the first since 2026-11-22T10:00:00Z. Juspay refuses our API key",
            health.Description,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_DropsAreElsewhere_IsDegradedWithNumbers() =>
        Assert.Equal(
            HealthStatus.Degraded, (await CheckAsync(new(WaitCause.DropElsewhere, 1, Since))).Status);

    // Only a caller can do something about a spelling.
    [Theory]
    [InlineData(WaitCause.JuspayAnswer)]
    [InlineData(WaitCause.OtherSpelling)]
    public async Task Health_ValidationsWaitForAnotherCause_IsHealthy(WaitCause cause) =>
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(new(cause, 9, Since))).Status);

    [Fact]
    public async Task Health_StoreCannotCount_SaysOfTheKeyWhatTheLastCallShowed() =>
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(held: null)).Status);

    private Task<HealthCheckResult> CheckAsync(Tally<WaitCause>? held) =>
        new JuspayKeyHealthCheck(_wiring.Get<JuspayMonitor>(), [new Counts(held)]).CheckHealthAsync(
            new(), TestContext.Current.CancellationToken);

    private sealed class Counts(Tally<WaitCause>? held) : IWaitCounts
    {
        public Tally<WaitCause>? Find(WaitCause cause) =>
            held is null ? throw new StoreUnavailableException() : held.Of == cause ? held : null;
    }
}
