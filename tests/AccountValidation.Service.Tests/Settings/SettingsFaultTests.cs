using AccountValidation.Service.Settings;

namespace AccountValidation.Service.Tests.Settings;

/// <summary>What is wrong with settings: all of it at once, and no secret among it.</summary>
public sealed class SettingsFaultTests
{
    [Fact]
    public void Read_EverythingWrong_NamesEverySetting()
    {
        (string, string?)[] wrong =
        [
            ("Juspay:BaseUrl", "http://api.juspay.in"),
            ("Juspay:MerchantId", "a b"),
            ("Juspay:Timeout", "30"),
            ("Juspay:MaxConcurrentCalls", "0"),
            ("Juspay:CallsPerSecond", "0"),
            ("Juspay:LongestWaitBehindBulk", "01:00:01"),
            ("Submission:ReuseWithin", "-1"),
            ("Submission:ConfirmAfter", "soon"),
            ("Submission:MaxAttempts", "11"),
            ("Submission:MaxAmount", "0"),
            ("Submission:MaxUnsettled", "0"),
            ("Recheck:FirstDelay", "00:00:00"),
            ("Recheck:Factor", "0.9"),
            ("Recheck:MaxDelay", "25:00:00"),
            ("Recheck:Jitter", "1.1"),
            ("Recheck:Deadline", "9000:00:00"),
            ("Recheck:Preset", "npcl"),
            ("Recheck:Gateways:RAZORPAY:Factor", "0"),
            ("Callbacks:Secrets:0", "whsec_tooShort"),
            ("Callbacks:Timeout", "00:06:00"),
            ("Callbacks:Schedule:0", "1"),
            ("Callbacks:AllowHttp", "yes"),
            ("Callbacks:AllowPrivateNetworks", "1"),
            ("Api:Keys:onboarding", "short"),
            ("Api:OperatorKeys:ops", "short"),
        ];

        var faults = Configured.With(wrong).Faults;

        Assert.Equal(
            wrong.Select(setting => setting.Item1).Order(StringComparer.Ordinal),
            faults.Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal)
        );
        var message = SettingsException.Listing(faults).Message;
        Assert.All(wrong, setting => Assert.Contains("  - " + setting.Item1 + ": ", message, StringComparison.Ordinal));
    }

    // A setting that is misspelt would have no effect, and nobody would know.
    [Theory]
    [InlineData("Juspay:Timout", "Juspay:Timout: is no setting. Did you mean Juspay:Timeout?")]
    [InlineData("Recheck:Deadlin", "Recheck:Deadlin: is no setting. Did you mean Recheck:Deadline?")]
    [InlineData(
        "Recheck:Gateways:RAZORPAY:MaxDelai",
        "Recheck:Gateways:RAZORPAY:MaxDelai: is no setting. Did you mean Recheck:Gateways:RAZORPAY:MaxDelay?")]
    [InlineData("Callbacks:Schedule", "Callbacks:Schedule: is no setting. Did you mean Callbacks:Schedule:0?")]
    [InlineData("Callbacks:Schedule:0:1", "Callbacks:Schedule:0:1: is no setting. Did you mean Callbacks:Schedule:0?")]
    [InlineData("Submission:Colour", "Submission:Colour: is no setting: take it away.")]
    [InlineData("Jusapy:Timeout", "Jusapy:Timeout: is no setting. Did you mean Juspay:Timeout?")]
    [InlineData("Callback:Secrets:0", "Callback:Secrets:0: is no setting. Did you mean Callbacks:Secrets:0?")]
    public void RefuseUnknown_MisspeltSetting_NamesTheRightOne(string name, string fault)
    {
        var reader = Configured.Reader((name, "whsec_s3cr3t"), ("Recheck:Gateways:RAZORPAY:MaxDelay", "00:01:00"));
        ServiceSettings.Read(reader);

        reader.RefuseUnknown(ServiceSettings.Sections);

        Assert.Equal([fault], reader.Faults);
    }

    [Fact]
    public void RefuseUnknown_SettingsOfOursAndOfOthers_RefusesNone()
    {
        var reader = Configured.Reader(
            ("juspay:timeout", "00:00:10"),
            ("Juspay:ApiKey", ""),
            ("Callbacks:Schedule:0", "00:00:01"),
            ("Callbacks:AllowedHosts:5", ""),
            ("Api:Keys:alpha", "12345678"),
            ("Api:Keys:beta:0", "12345678"),
            ("Logging:LogLevel:Default", "Debug"),
            ("App:Keys", "x"),
            ("Queue:Colour", "red"),
            ("urls", "http://localhost"),
            ("Api", "another program's"),
            ("Callbacks:AllowedHosts", ""),
            ("Juspay:Nothing", " "));
        ServiceSettings.Read(reader);

        reader.RefuseUnknown(ServiceSettings.Sections);

        Assert.Empty(reader.Faults);
    }

    [Theory]
    [InlineData("Callbacks:Secrets:0", "whsec_c2VjcmV0LXZhbHVl")]
    [InlineData("Callbacks:Secrets:0", "c2VjcmV0LXZhbHVl")]
    [InlineData("Api:Keys:onboarding", "s3cr3t")]
    [InlineData("Api:OperatorKeys:ops", "s3cr3t")]
    [InlineData("Juspay:BaseUrl", "https://user:s3cr3t@api.juspay.in/")]
    [InlineData("Juspay:BaseUrl", "https://api.juspay.in/?key=s3cr3t")]
    public void Read_SecretIsWrong_IsNotInTheMessage(string name, string value)
    {
        var fault = Assert.Single(Configured.With((name, value)).Faults);

        Assert.DoesNotContain(value, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfAllSettings_ShowsNoSecret()
    {
        var settings = Configured
            .With(
                ("Juspay:ApiKey", "s3cr3t-key"),
                ("Callbacks:Secrets:0", Samples.SecretText),
                ("Api:Keys:a", "s3cr3t-key"),
                ("Api:OperatorKeys:b", "s3cr3t-key"),
                ("Juspay:NotificationUser", "juspay"),
                ("Juspay:NotificationPassword", "s3cr3t-password"))
            .Settings;

        var text = $"{settings} {settings.Juspay} {settings.Callbacks} {settings.Api}";

        Assert.DoesNotContain("s3cr3t", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Samples.SecretText, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("juspay", null, "Juspay:NotificationPassword: ")]
    [InlineData(null, "s3cr3t-s3cr3t", "Juspay:NotificationUser: ")]
    [InlineData("juspay", "s3cr3t", "Juspay:NotificationPassword: ")]
    [InlineData("jus:pay", "s3cr3t-s3cr3t", "Juspay:NotificationUser: ")]
    public void Read_NotificationCredentialsThatCannotBe_AreRefusedWithoutShowingThem(
        string? user, string? password, string setting)
    {
        var fault = Assert.Single(
            Configured.With(("Juspay:NotificationUser", user), ("Juspay:NotificationPassword", password)).Faults);

        Assert.StartsWith(setting, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://api.juspay.in")]
    [InlineData("api.juspay.in")]
    [InlineData("ftp://localhost/")]
    [InlineData("https://api.juspay.in/#x")]
    [InlineData("https://")]
    [InlineData("http://localhost.evil.example/")]
    public void Read_BaseUrlThatCannotBe_IsRefused(string url) =>
        Assert.StartsWith(
            "Juspay:BaseUrl: ",
            Assert.Single(Configured.With(("Juspay:BaseUrl", url)).Faults),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1,6")]
    [InlineData("")]
    [InlineData("   ")]
    public void Read_NumberThatCannotBe_KeepsTheDefault(string text) =>
        Assert.Equal(1.6, Configured.With(("Recheck:Factor", text)).Settings.Recheck.General.Factor);

    [Fact]
    public void Read_OneSecretOfSeveralIsWrong_NamesThatOne()
    {
        var (settings, faults) = Configured.With(
            ("Callbacks:Secrets:0", Samples.SecretText),
            ("Callbacks:Secrets:1", "nonsense"),
            ("Callbacks:Secrets:2", ""));

        Assert.Single(settings.Callbacks.Secrets);
        Assert.StartsWith("Callbacks:Secrets:1: ", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_Duration_SaysWhatIsAllowed() =>
        Assert.Equal(
            ["Juspay:Timeout: '30' is not a duration from 00:00:00.010 to 00:10:00, written hh:mm:ss."],
            Configured.With(("Juspay:Timeout", "30")).Faults);
}
