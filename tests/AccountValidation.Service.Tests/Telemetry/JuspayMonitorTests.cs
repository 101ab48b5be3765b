using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Tests.Telemetry;

/// <summary>A refused key is said loudly, and forgotten when Juspay judges a call again.</summary>
public sealed partial class JuspayMonitorTests : IAsyncDisposable
{
    private static readonly JuspayReply KeyRefused = new JuspayReply.KeyRefused(401, "access_denied");
    private static readonly JuspayReply Answered = new JuspayReply.Answered(
        new(AccountStatus.Pending, null, AccountDetails.None));

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

    // An operator's usual log begins at Information.
    private List<string> Lines =>
        [.. _wiring.Logs.Lines.Where(line => line.Level >= LogLevel.Information).Select(line => line.Text)];

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

        var (level, text) = Assert.Single(_wiring.Logs.Lines, line => line.Level >= LogLevel.Information);
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

        var (level, text) = Assert.Single(_wiring.Logs.Lines, line => line.Level >= LogLevel.Information);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("validate", text, StringComparison.Ordinal);
        Assert.Contains(_validation.Id, text, StringComparison.Ordinal);
        Assert.Contains(ReplyCauses.ConnectionRefused, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_CircuitOpen_IsLoggedOncePerOutage()
    {
        var monitor = _wiring.Get<JuspayMonitor>();
        var open = new JuspayReply.NotAccepted(ReplyCauses.CircuitOpen);

        Assert.All([open, open, open], reply => monitor.Report(_validation, "check", reply));
        Assert.Single(Lines);
        _wiring.Clock.Advance(TimeSpan.FromMinutes(1));
        monitor.Report(_validation, "check", Answered);
        Assert.All([open, open], reply => monitor.Report(_validation, "check", reply));

        Assert.Equal(3, Lines.Count);
        Assert.Contains("Juspay answers again", Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Report_KeyRefusedForManyValidations_IsAFewLinesWithCounts()
    {
        var monitor = _wiring.Get<JuspayMonitor>();

        Repeat(600, TimeSpan.FromSeconds(1), () => monitor.Report(_validation, "check", KeyRefused));
        _wiring.Clock.Advance(TimeSpan.FromMinutes(1));
        monitor.Report(_validation, "check", Answered);

        Assert.Equal(
            ["so far: 1.", "so far: 61.", "so far: 181.", "so far: 421.", "refused 600 calls in 00:09:59"],
            Lines.Select(line => CountIn().Match(line).Value));
    }

    [Fact]
    public void Report_UncertainPennyDrops_AreALineEach()
    {
        var monitor = _wiring.Get<JuspayMonitor>();

        Repeat(3, TimeSpan.Zero, () =>
            monitor.Report(_validation, "validate", new JuspayReply.Unclear(ReplyCauses.TimeOut)));

        Assert.Equal(3, Lines.Count(line => line.Contains(_validation.Id, StringComparison.Ordinal)));
    }

    [Fact]
    public void ReportDelivery_ADeadReceiver_IsOneLineWithItsHost()
    {
        var monitor = _wiring.Get<JuspayMonitor>();

        Repeat(500, TimeSpan.Zero, () =>
            monitor.ReportDelivery(_validation, "dead.example", new(null, "connection_failed"), TimeSpan.Zero));
        monitor.ReportDelivery(_validation, "other.example", new(500), TimeSpan.Zero);
        monitor.ReportDelivery(_validation, "other.example", new(204), TimeSpan.Zero);

        Assert.Equal(["dead.example", "other.example"], Lines.Select(line => HostIn().Match(line).Groups[1].Value));
    }

    [Fact]
    public void ReportDelivery_AReceiverThatTakesCallbacksAgain_IsALineWithTheCount()
    {
        var monitor = _wiring.Get<JuspayMonitor>();

        Repeat(5, TimeSpan.FromSeconds(1), () =>
            monitor.ReportDelivery(_validation, "dead.example", new(503), TimeSpan.Zero));
        _wiring.Clock.Advance(TimeSpan.FromMinutes(1));
        Repeat(2, TimeSpan.Zero, () =>
            monitor.ReportDelivery(_validation, "dead.example", new(204), TimeSpan.Zero));

        Assert.Equal(2, Lines.Count);
        Assert.Contains("takes callbacks again. 5 attempts failed", Lines[1], StringComparison.Ordinal);
    }

    // A rare failure among many successes must not keep an outage open, which would hide the next real outage.
    [Fact]
    public void ReportDelivery_ManyBetweenTwoFailures_MakeTheSecondAnOutageOfItsOwn()
    {
        var monitor = _wiring.Get<JuspayMonitor>();
        for (var turn = 0; turn < 2; turn++)
        {
            monitor.ReportDelivery(_validation, "busy.example", new(503), TimeSpan.Zero);
            Repeat(20, TimeSpan.Zero, () =>
                monitor.ReportDelivery(_validation, "busy.example", new(204), TimeSpan.Zero));
        }

        Assert.Equal(2, Lines.Count);
        Assert.All(Lines, line => Assert.Contains("Attempts so far: 1", line, StringComparison.Ordinal));
    }

    [Fact]
    public void ReportDelivery_HostsThatFailedLongAgo_MakeRoomForOthers()
    {
        var monitor = _wiring.Get<JuspayMonitor>();
        for (var number = 0; number < 1000; number++)
        {
            monitor.ReportDelivery(_validation, $"dead-{number}.example", new(503), TimeSpan.Zero);
        }

        _wiring.Clock.Advance(TimeSpan.FromHours(1));
        Repeat(2, TimeSpan.Zero, () =>
            monitor.ReportDelivery(_validation, "late.example", new(503), TimeSpan.Zero));
        _wiring.Clock.Advance(TimeSpan.FromMinutes(1));
        monitor.ReportDelivery(_validation, "late.example", new(204), TimeSpan.Zero);

        Assert.Contains("late.example takes callbacks again. 2 attempts failed", Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_ToASettlement_IsOneLine()
    {
        var monitor = _wiring.Get<LifecycleMonitor>();
        var settled = Samples.Settled(_wiring.Settings, "https://onboarding.example/hooks");

        monitor.Changed(_validation, settled);
        monitor.Changed(settled, settled);

        Assert.Contains($"Validation {settled.Id} settled as ACTIVE", Assert.Single(Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_ToADeadLetter_IsOneLineWithTheReceiversHostAlone()
    {
        var monitor = _wiring.Get<LifecycleMonitor>();
        var settled = Samples.Settled(_wiring.Settings, "https://onboarding.example/hooks?token=s3cret");
        var failed = settled with
        {
            Callback = settled.Callback! with { Status = CallbackStatus.Failed, Attempts = 7, NextAttemptAt = null },
        };

        monitor.Changed(settled, failed);
        monitor.Changed(failed, failed);

        var line = Assert.Single(Lines);
        Assert.Contains(
            $"The callback of validation {settled.Id} to onboarding.example is a dead letter after 7 attempts",
            line,
            StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal);
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
        monitor.ReportDelivery(settled, "onboarding.example", new(204), TimeSpan.FromSeconds(2));
        monitor.ReportDelivery(settled, "onboarding.example", new(null, "time_out"), TimeSpan.FromSeconds(15));
        counts.Changed(settled, dead);
        counts.Changed(dead, dead);

        Assert.Equal(
            [
                "accountvalidation.accepted 1",
                "accountvalidation.juspay.calls 1 call=check reply=KeyRefused",
                "accountvalidation.juspay.key_refused 1",
                "accountvalidation.juspay.calls 1 call=validate reply=Answered",
                "accountvalidation.settled 1 status=ACTIVE",
                "accountvalidation.time_to_answer 0 status=ACTIVE",
                "accountvalidation.callback.attempts 1 result=delivered",
                "accountvalidation.callback.duration 2 result=delivered",
                "accountvalidation.callback.attempts 1 result=failed",
                "accountvalidation.callback.duration 15 result=failed",
                "accountvalidation.callback.dead_letters 1",
            ],
            metrics.Lines);
    }

    private async Task<HealthStatus> HealthAsync() =>
        (await _wiring.Get<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Status;

    private void Repeat(int times, TimeSpan pause, Action action)
    {
        for (var n = 0; n < times; n++)
        {
            _wiring.Clock.Advance(n == 0 ? TimeSpan.Zero : pause);
            action();
        }
    }

    [GeneratedRegex(@"so far: \d+\.|refused \d+ calls in [\d:]+")]
    private static partial Regex CountIn();

    [GeneratedRegex(@"receiver (\S+)")]
    private static partial Regex HostIn();
}
