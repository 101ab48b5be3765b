using AccountValidation.Core;
using AccountValidation.Service.Settings;

namespace AccountValidation.Service.Tests.Settings;

/// <summary>Every setting: its default, its effect.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Read_NothingConfigured_GivesTheDocumentedDefaults()
    {
        var (settings, faults) = Configured.With();

        Assert.Empty(faults);
        Assert.Equal(new("https://sandbox.juspay.in/"), settings.Juspay.BaseUrl);
        Assert.Equal((null, null), (settings.Juspay.ApiKey, settings.Juspay.MerchantId));
        Assert.Equal(
            (TimeSpan.FromSeconds(30), 64, null),
            (settings.Juspay.Timeout, settings.Juspay.MaxConcurrentCalls, settings.Juspay.CallsPerSecond));
        Assert.Equal(TimeSpan.FromSeconds(2), settings.Juspay.LongestWaitBehindBulk);
        Assert.Equal(("gateway_id", "amount"), (settings.Juspay.GatewayParameter, settings.Juspay.AmountParameter));
        Assert.Equal(
            new SubmissionSettings
            {
                ReuseWithin = TimeSpan.Zero,
                ConfirmAfter = TimeSpan.FromSeconds(30),
                MaxAttempts = 2,
                MaxAmount = 10,
                MaxUnsettled = 100_000,
            },
            settings.Submission);
        Assert.Equal(
            new RecheckTerms(TimeSpan.FromSeconds(5), 1.6, TimeSpan.FromMinutes(10), 0.2, TimeSpan.FromHours(72)),
            settings.Recheck.General);
        Assert.Null(settings.Callbacks.DefaultUrl);
        Assert.Empty(settings.Callbacks.Secrets);
        Assert.Equal(TimeSpan.FromSeconds(15), settings.Callbacks.Timeout);
        Assert.Equal(
            (false, false, false),
            (settings.Callbacks.AllowHttp, settings.Callbacks.AllowPrivateNetworks, settings.Callbacks.AllowLoopback));
        Assert.Empty(settings.Callbacks.AllowedHosts);
        Assert.Equal("0 keys, 0 operator keys", settings.Api.ToString());
    }

    [Fact]
    public void Read_NoSchedule_GivesTheTenDocumentedDelays()
    {
        string[] delays =
        [
            "00:00:00",
            "00:00:05",
            "00:05:00",
            "00:30:00",
            "02:00:00",
            "05:00:00",
            "10:00:00",
            "14:00:00",
            "20:00:00",
            "24:00:00",
        ];

        Assert.Equal(delays, Configured.With().Settings.Callbacks.Schedule.Select(DurationText.Of));
    }

    [Fact]
    public void Read_EverythingConfigured_IsRead()
    {
        var (settings, faults) = Configured.With(
            ("Juspay:BaseUrl", "https://api.juspay.in"),
            ("Juspay:ApiKey", " key "),
            ("Juspay:MerchantId", "acme"),
            ("Juspay:Timeout", "00:01:00"),
            ("Juspay:MaxConcurrentCalls", "8"),
            ("Juspay:CallsPerSecond", "2.5"),
            ("Juspay:LongestWaitBehindBulk", "00:00:03"),
            ("Juspay:GatewayParameter", "g"),
            ("Juspay:AmountParameter", "a"),
            ("Submission:ReuseWithin", "48:00:00"),
            ("Submission:ConfirmAfter", "00:00:10"),
            ("Submission:MaxAttempts", "1"),
            ("Submission:MaxAmount", "2.5"),
            ("Submission:MaxUnsettled", "500"),
            ("Recheck:FirstDelay", "00:00:01"),
            ("Recheck:Factor", "2"),
            ("Recheck:MaxDelay", "00:01:00"),
            ("Recheck:Jitter", "0"),
            ("Recheck:Deadline", "72:00:00"),
            ("Callbacks:DefaultUrl", "https://onboarding.example/"),
            ("Callbacks:Secrets:0", Samples.SecretText),
            ("Callbacks:Timeout", "00:00:05"),
            ("Callbacks:AllowHttp", "true"),
            ("Callbacks:AllowPrivateNetworks", "True"),
            ("Callbacks:AllowedHosts:0", "*.example.com"),
            ("Api:Keys:onboarding", "caller-key"),
            ("Api:OperatorKeys:ops", "operator-key"));

        Assert.Empty(faults);
        Assert.Equal(new("https://api.juspay.in/"), settings.Juspay.BaseUrl);
        Assert.Equal(
            ("key", "acme", 8, 2.5),
            (
                settings.Juspay.ApiKey,
                settings.Juspay.MerchantId,
                settings.Juspay.MaxConcurrentCalls,
                settings.Juspay.CallsPerSecond));
        Assert.Equal(
            (TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(3), "g", "a"),
            (
                settings.Juspay.Timeout,
                settings.Juspay.LongestWaitBehindBulk,
                settings.Juspay.GatewayParameter,
                settings.Juspay.AmountParameter));
        Assert.Equal(
            new SubmissionSettings
            {
                ReuseWithin = TimeSpan.FromHours(48),
                ConfirmAfter = TimeSpan.FromSeconds(10),
                MaxAttempts = 1,
                MaxAmount = 2.5m,
                MaxUnsettled = 500,
            },
            settings.Submission);
        Assert.Equal(
            new RecheckTerms(TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(1), 0, TimeSpan.FromHours(72)),
            settings.Recheck.General);
        Assert.Equal(
            ("https://onboarding.example/", TimeSpan.FromSeconds(5)),
            (settings.Callbacks.DefaultUrl, settings.Callbacks.Timeout));
        Assert.True(
            settings.Callbacks
                is
            {
                AllowHttp: true,
                AllowPrivateNetworks: true,
                AllowLoopback: false,
                Secrets.Count: 1,
                AllowedHosts: ["*.example.com"]
            });
        Assert.Equal("onboarding=caller-key", $"{settings.Api.Keys[0].Key}={settings.Api.Keys[0].Value}");
        Assert.Equal("ops=operator-key", $"{settings.Api.OperatorKeys[0].Key}={settings.Api.OperatorKeys[0].Value}");
    }

    [Fact]
    public void Read_ScheduleConfigured_ReplacesTheDefaultInTheOrderOfItsNumbers()
    {
        var schedule = Enumerable
            .Range(0, 12)
            .Reverse()
            .Select(number => ($"Callbacks:Schedule:{number}", (string?)$"00:00:{number:00}"))
            .ToArray();

        Assert.Equal(
            Enumerable.Range(0, 12).Select(number => TimeSpan.FromSeconds(number)),
            Configured.With(schedule).Settings.Callbacks.Schedule);
        Assert.Equal(
            [TimeSpan.FromSeconds(7)],
            Configured.With(("Callbacks:Schedule:0", "00:00:07")).Settings.Callbacks.Schedule);
    }

    [Fact]
    public void ToTerms_Settings_BecomeTheTermsOfAValidation()
    {
        var settings = Configured
            .With(("Juspay:Timeout", "00:00:12"), ("Callbacks:Schedule:0", "00:00:07"), ("Submission:MaxAttempts", "2"))
            .Settings;

        var terms = settings.ToTerms(gateway: null);

        Assert.Equal(
            (TimeSpan.FromSeconds(12), TimeSpan.Zero, TimeSpan.FromSeconds(30), 2),
            (terms.JuspayTimeout, terms.ReuseWithin, terms.ConfirmAfter, terms.MaxAttempts));
        Assert.Equal(settings.Recheck.General, terms.Recheck);
        Assert.Equal([TimeSpan.FromSeconds(7)], terms.CallbackSchedule);
    }

    [Theory]
    [InlineData("https://api.juspay.in/", "https://api.juspay.in/")]
    [InlineData("https://proxy.example/juspay", "https://proxy.example/juspay/")]
    [InlineData("http://localhost:7071/juspay-simulator", "http://localhost:7071/juspay-simulator/")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000/")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000/")]
    public void Read_BaseUrl_EndsWithASlash(string text, string url) =>
        Assert.Equal(new(url), Configured.With(("Juspay:BaseUrl", text)).Settings.Juspay.BaseUrl);
}
