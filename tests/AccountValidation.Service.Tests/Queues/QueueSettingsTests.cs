using AccountValidation.Service.Queues;

namespace AccountValidation.Service.Tests.Queues;

/// <summary>The settings of the queues: defaults, effects, and what is wrong with them.</summary>
public sealed class QueueSettingsTests
{
    private const string Key = "czNjcjN0LWtleQ==";
    private const string Account =
        "DefaultEndpointsProtocol=https;AccountName=onboarding;AccountKey=" + Key + ";EndpointSuffix=core.windows.net";

    [Fact]
    public void Read_NothingConfigured_GivesTheDocumentedDefaults()
    {
        var (settings, faults) = Read();

        Assert.Empty(faults);
        Assert.Null(settings.ConnectionString);
        Assert.Equal(
            ("validation-requests", "validation-requests-poison", "callback-dead-letters"),
            (settings.Intake, settings.IntakePoison, settings.CallbackDeadLetters));
        Assert.Equal((5, 64), (settings.MaxDequeueCount, settings.MaxConcurrentMessages));
        Assert.Equal(
            (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5)),
            (settings.VisibilityTimeout, settings.MaxPollingInterval));
    }

    [Fact]
    public void Read_EverythingConfigured_IsRead()
    {
        var (settings, faults) = Read(
            ("AzureWebJobsStorage", Account),
            ("Queues:Intake", "intake-1"),
            ("Queues:CallbackDeadLetters", "letters"),
            ("Queues:MaxDequeueCount", "3"),
            ("Queues:VisibilityTimeout", "00:02:00"),
            ("Queues:MaxPollingInterval", "00:01:00"),
            ("Queues:MaxConcurrentMessages", "7"));

        Assert.Empty(faults);
        Assert.Equal(
            (Account, "intake-1", "intake-1-poison", "letters"),
            (settings.ConnectionString, settings.Intake, settings.IntakePoison, settings.CallbackDeadLetters));
        Assert.Equal((3, 7), (settings.MaxDequeueCount, settings.MaxConcurrentMessages));
        Assert.Equal(
            (TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1)),
            (settings.VisibilityTimeout, settings.MaxPollingInterval));
    }

    [Fact]
    public void Read_EverythingWrong_NamesEverySetting()
    {
        (string, string?)[] wrong =
        [
            ("AzureWebJobsStorage", "nonsense"),
            ("Queues:Intake", "UPPER"),
            ("Queues:CallbackDeadLetters", "a"),
            ("Queues:MaxDequeueCount", "0"),
            ("Queues:VisibilityTimeout", "00:00:01"),
            ("Queues:MaxPollingInterval", "0"),
            ("Queues:MaxConcurrentMessages", "1025"),
        ];

        var faults = Configured.With(wrong).Faults;

        Assert.Equal(
            wrong.Select(setting => setting.Item1).Order(StringComparer.Ordinal),
            faults.Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(Account)]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData(
        "DefaultEndpointsProtocol=http;AccountName=tests;AccountKey="
            + Key
            + ";QueueEndpoint=http://127.0.0.1:10001/tests;")]
    [InlineData(
        "QueueEndpoint=https://onboarding.queue.core.windows.net/;"
            + "SharedAccessSignature=sv=2024-08-04&ss=q&srt=sco&sp=rwdlacup&sig=s3cr3t")]
    public void Read_ConnectionString_IsAccepted(string text) =>
        Assert.Empty(Read(("AzureWebJobsStorage", text)).Faults);

    [Theory]
    [InlineData("s3cr3t")]
    [InlineData("AccountKey=s3cr3t")]
    [InlineData("AccountName=onboarding")]
    [InlineData("AccountName=onboarding;AccountKey=s3cr3t!;EndpointSuffix=core.windows.net")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=onboarding;AccountKey=s3cr3t;QueueEndpoint=nowhere")]
    [InlineData("BlobEndpoint=https://onboarding.blob.core.windows.net/;SharedAccessSignature=sig=s3cr3t")]
    [InlineData("UseDevelopmentStorage=false")]
    public void Read_ConnectionStringThatCannotBe_IsRefusedWithoutItsText(string text)
    {
        var fault = Assert.Single(Read(("AzureWebJobsStorage", text)).Faults);

        Assert.StartsWith("AzureWebJobsStorage: is not a connection string", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("a-1-b")]
    [InlineData("0a0")]
    [InlineData("a23456789-123456789-123456789-123456789-123456789-123456")] // 56, and with -poison 63
    public void Read_QueueName_IsAccepted(string name) => Assert.Empty(Read(("Queues:Intake", name)).Faults);

    [Theory]
    [InlineData("ab", "3 to 56 characters")]
    [InlineData("a23456789-123456789-123456789-123456789-123456789-1234567", "3 to 56 characters")]
    [InlineData("Abc", "lower-case")]
    [InlineData("a_b", "lower-case")]
    [InlineData("a.b", "lower-case")]
    [InlineData("\u00e4bc", "lower-case")]
    [InlineData("-abc", "begin and end")]
    [InlineData("abc-", "begin and end")]
    [InlineData("a--b", "two hyphens")]
    public void Read_QueueNameThatCannotBe_SaysWhy(string name, string fault) =>
        Assert.Contains(fault, Assert.Single(Read(("Queues:Intake", name)).Faults), StringComparison.Ordinal);

    [Theory]
    [InlineData("validation-requests")]
    [InlineData("validation-requests-poison")]
    public void Read_DeadLettersAmongRequests_IsRefused(string name) =>
        Assert.StartsWith(
            "Queues:CallbackDeadLetters: must differ",
            Assert.Single(Read(("Queues:CallbackDeadLetters", name)).Faults),
            StringComparison.Ordinal);

    [Fact]
    public void ToString_ShowsNoConnectionString()
    {
        var settings = Configured.With(("AzureWebJobsStorage", Account)).Settings;

        Assert.DoesNotContain(Key, $"{settings} {settings.Queues}", StringComparison.Ordinal);
    }

    private static (QueueSettings Settings, IReadOnlyList<string> Faults) Read(
        params (string Name, string? Value)[] settings)
    {
        var reader = Configured.Reader(settings);
        return (QueueSettings.Read(reader), reader.Faults);
    }
}
