using AccountValidation.AzureEngine.Settings;
using AccountValidation.Service.Settings;
using AccountValidation.Tests.Azurite;
using Microsoft.Extensions.Configuration;

namespace AccountValidation.AzureEngine.Tests.Storage;

public sealed class StorageSettingsTests
{
    private const string Name = "AzureWebJobsStorage";

    [Fact]
    public void Read_ConnectionString_ReachesTablesAndQueuesOfThatAccount()
    {
        var (settings, faults) = Read(
            (
                Name,
                "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey="
                    + AzuriteServer.Key
                    + ";EndpointSuffix=core.windows.net"));

        Assert.Empty(faults);
        Assert.Equal("https://acme.table.core.windows.net/", settings.CreateTableClient().Uri.AbsoluteUri);
        Assert.Equal("https://acme.queue.core.windows.net/", settings.CreateQueueClient().Uri.AbsoluteUri);
        Assert.Equal("by a connection string", settings.ToString());
    }

    [Fact]
    public void Read_DevelopmentStorage_IsAConnectionString()
    {
        var (settings, faults) = Read((Name, "UseDevelopmentStorage=true"));

        Assert.Empty(faults);
        Assert.Equal(
            "http://127.0.0.1:10002/devstoreaccount1",
            settings.CreateTableClient().Uri.AbsoluteUri.TrimEnd('/'));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("managedidentity", null)]
    [InlineData("managedidentity", "0b7e3a0c-2f0e-4b58-9f1e-5d8d0f5a2c11")]
    public void Read_AccountName_ReachesItByAnIdentity(string? credential, string? clientId)
    {
        var (settings, faults) = Read(
            ($"{Name}:accountName", "acme"), ($"{Name}:credential", credential), ($"{Name}:clientId", clientId));

        Assert.Empty(faults);
        Assert.Equal("https://acme.table.core.windows.net/", settings.CreateTableClient().Uri.AbsoluteUri);
        Assert.Equal("https://acme.queue.core.windows.net/", settings.CreateQueueClient().Uri.AbsoluteUri);
        Assert.Equal("acme by an identity", settings.ToString());
    }

    [Fact]
    public void Read_Addresses_AreUsedAsTheyAre()
    {
        var (settings, faults) = Read(
            ($"{Name}:tableServiceUri", "https://t.example/"), ($"{Name}:queueServiceUri", "https://q.example/"));

        Assert.Empty(faults);
        Assert.Equal(
            ("https://t.example/", "https://q.example/"),
            (settings.CreateTableClient().Uri.AbsoluteUri, settings.CreateQueueClient().Uri.AbsoluteUri));
    }

    [Theory]
    [InlineData("", "AzureWebJobsStorage: is missing")]
    [InlineData("AzureWebJobsStorage=what is this", "AzureWebJobsStorage: is not a connection string")]
    [InlineData("AzureWebJobsStorage=AccountKey=eA==", "AzureWebJobsStorage: is not a connection string")]
    [InlineData("AzureWebJobsStorage:tableServiceUri=https://t.example", "AzureWebJobsStorage: is missing")]
    [InlineData(
        "AzureWebJobsStorage:accountName=acme|AzureWebJobsStorage:tableServiceUri=http://t.example",
        "AzureWebJobsStorage:tableServiceUri: is not an absolute https URL")]
    [InlineData(
        "AzureWebJobsStorage:accountName=acme|AzureWebJobsStorage:queueServiceUri=q",
        "AzureWebJobsStorage:queueServiceUri: is not an absolute https URL")]
    [InlineData(
        "AzureWebJobsStorage:accountName=https://acme",
        "AzureWebJobsStorage:accountName: is not the name of a storage account")]
    [InlineData(
        "AzureWebJobsStorage:accountName=Acme",
        "AzureWebJobsStorage:accountName: is not the name of a storage account")]
    [InlineData(
        "AzureWebJobsStorage:accountName=acme|AzureWebJobsStorage:credential=workload",
        "AzureWebJobsStorage:credential: 'workload' is not managedidentity")]
    [InlineData(
        "AzureWebJobsStorage:accountName=acme|AzureWebJobsStorage:clientId=x",
        "AzureWebJobsStorage:clientId: has no effect without AzureWebJobsStorage:credential")]
    public void Read_Fault_NamesTheSettingAndShowsNoSecret(string settings, string fault)
    {
        var pairs = settings
            .Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (pair[0], (string?)pair[1]));

        var faults = Read([.. pairs]).Faults;

        Assert.StartsWith(fault, Assert.Single(faults), StringComparison.Ordinal);
        Assert.DoesNotContain("eA==", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TaskHubWithoutAConnectionOfItsOwn_IsInTheSameAccount()
    {
        var settings = AzureSettings.Read(Reader((Name, "UseDevelopmentStorage=true")));

        Assert.Same(settings.Storage, settings.HubStorage);
    }

    [Fact]
    public void Read_TaskHubWithAConnectionOfItsOwn_IsThere()
    {
        var settings = AzureSettings.Read(
            Reader((Name, "UseDevelopmentStorage=true"), ("HubStorage:accountName", "hub")),
            "HubStorage");

        Assert.Equal("https://hub.table.core.windows.net/", settings.HubStorage.CreateTableClient().Uri.AbsoluteUri);
        Assert.Equal("by a connection string", settings.Storage.ToString());
    }

    [Fact]
    public void Read_ConnectionOfTheTaskHubIsMissing_SaysWhich()
    {
        var reader = Reader((Name, "UseDevelopmentStorage=true"));

        AzureSettings.Read(reader, "HubStorage");

        Assert.StartsWith(
            "HubStorage: is missing; set a connection string, or HubStorage:accountName",
            Assert.Single(reader.Faults),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Retention_HasADefaultAndBounds()
    {
        Assert.Equal(
            TimeSpan.FromDays(90), AzureSettings.Read(Reader((Name, "UseDevelopmentStorage=true"))).RetainSettled);
        Assert.Equal(
            TimeSpan.FromHours(30),
            AzureSettings
                .Read(Reader((Name, "UseDevelopmentStorage=true"), ("Azure:RetainSettled", "30:00:00")))
                .RetainSettled);
        var reader = Reader((Name, "UseDevelopmentStorage=true"), ("Azure:RetainSettled", "00:10:00"));
        AzureSettings.Read(reader);
        Assert.StartsWith("Azure:RetainSettled:", Assert.Single(reader.Faults), StringComparison.Ordinal);
    }

    private static (StorageSettings Settings, IReadOnlyList<string> Faults) Read(
        params (string Name, string? Value)[] settings)
    {
        var reader = Reader(settings);
        return (StorageSettings.Read(reader), reader.Faults);
    }

    private static SettingsReader Reader(params (string Name, string? Value)[] settings) =>
        new(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
                .Build());
}
