using System.Diagnostics.Metrics;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Tests.Telemetry;

/// <summary>A refused key is said loudly, and forgotten when Juspay judges a call again.</summary>
public sealed class JuspayMonitorTests : IAsyncDisposable
{
    private static readonly JuspayReply KeyRefused = new JuspayReply.KeyRefused(401, "access_denied");

    private readonly Wiring _wiring = new(new Uri("http://127.0.0.1/"));
    private readonly Validation _validation;

    public JuspayMonitorTests() => _validation = Samples.DueToPay(_wiring.Settings, "https://onboarding.example/hooks");

    public static TheoryData<string, JuspayReply, bool> LaterReplies => new()
    {
        { "answered", new JuspayReply.Answered(new(AccountStatus.Pending, null, AccountDetails.None)), false },
        { "refused", new JuspayReply.Refused(404, null), false },
        { "throttled", new JuspayReply.NotAccepted("http_429"), true },
        { "circuit", new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen), true },
        { "unclear", new JuspayReply.Unclear(ReplyCauses.TimeOut), true },
    };

    public ValueTask DisposeAsync() => _wiring.DisposeAsync();

    [Fact]
    public async Task Health_NothingHappened_IsHealthy() => Assert.Equal(HealthStatus.Healthy, await HealthAsync());

    [Theory]
    [MemberData(nameof(LaterReplies), DisableDiscoveryEnumeration = true)]
    public async Task Health_KeyRefused_IsDegradedUntilJuspayJudgesACall(
        string kind, JuspayReply later, bool staysDegraded)
    {
        var monitor = _wiring.Get<JuspayMonitor>();
        monitor.Report(_validation, "check", KeyRefused);
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());

        monitor.Report(_validation, "check", later);

        Assert.True(staysDegraded == (await HealthAsync() == HealthStatus.Degraded), kind);
    }

    [Fact]
    public void Report_KeyRefused_IsLoggedAsAnError()
    {
        _wiring.Get<JuspayMonitor>().Report(_validation, "check", KeyRefused);

        var (level, text) = Assert.Single(_wiring.Logs.Lines);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("HTTP 401, access_denied", text, StringComparison.Ordinal);
        Assert.Contains(_validation.Id, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_NotAccepted_IsLoggedAsAWarning()
    {
        _wiring
            .Get<JuspayMonitor>()
            .Report(_validation, "validate", new JuspayReply.NotAccepted(ReplyCauses.ConnectionRefused));

        var (level, text) = Assert.Single(_wiring.Logs.Lines);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("validate", text, StringComparison.Ordinal);
        Assert.Contains(_validation.Id, text, StringComparison.Ordinal);
        Assert.Contains(ReplyCauses.ConnectionRefused, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_CircuitOpen_IsLoggedOncePerOpening()
    {
        var monitor = _wiring.Get<JuspayMonitor>();
        var (open, answered) = (
            new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen),
            new JuspayReply.Answered(new(AccountStatus.Pending, null, AccountDetails.None)));

        JuspayReply[] replies = [open, open, open, answered, open, open];
        Assert.All(replies, reply => monitor.Report(_validation, "check", reply));

        Assert.Equal(2, _wiring.Logs.Lines.Count);
    }

    [Fact]
    public void Metrics_OfAWholeLife_AreCountedWithoutIdsOrPersonalData()
    {
        using var metrics = new MetricLines(_wiring.Get<IMeterFactory>());
        var (monitor, counts) = (_wiring.Get<JuspayMonitor>(), _wiring.Get<ServiceMetrics>());
        var settled = Samples.Settled(_wiring.Settings, "https://onboarding.example/hooks");
        var dead = settled with { Callback = settled.Callback! with { Status = CallbackStatus.Failed } };

        counts.Accepted();
        monitor.Report(_validation, "check", KeyRefused);
        monitor.Report(
            _validation,
            "validate",
            new JuspayReply.Answered(new(AccountStatus.Active, null, new(BeneficiaryName: "Asha Rao"))));
        counts.Changed(_validation, settled);
        counts.Changed(settled, settled);
        monitor.ReportDelivery(settled, new(204));
        monitor.ReportDelivery(settled, new(null, "time_out"));
        counts.Changed(settled, dead);
        counts.Changed(dead, dead);

        Assert.Equal(
            [
                "accountvalidation.accepted 1",
                "accountvalidation.juspay.calls 1 call=check reply=KeyRefused",
                "accountvalidation.juspay.key_refused 1",
                "accountvalidation.juspay.calls 1 call=validate reply=Answered",
                "accountvalidation.settled 1 status=ACTIVE",
                "accountvalidation.callback.attempts 1 result=delivered",
                "accountvalidation.callback.attempts 1 result=failed",
                "accountvalidation.callback.dead_letters 1",
            ],
            metrics.Lines);
    }

    private async Task<HealthStatus> HealthAsync() =>
        (await _wiring.Get<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Status;
}
