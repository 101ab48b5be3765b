using System.Globalization;
using AccountValidation.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace AccountValidation.Functions.Tests.Hosting;

/// <summary>Which storage account has the task hub, as the worker finds it out.</summary>
public sealed class HostJsonTests : IDisposable
{
    private const string Setting = "AzureFunctionsJobHost:extensions:durableTask:storageProvider:connectionName";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("host-json-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void HubConnection_NotNamed_IsThatOfEverythingElse()
    {
        Assert.Equal("AzureWebJobsStorage", Read(setting: null));

        Write("connectionName", "");
        Assert.Equal("AzureWebJobsStorage", Read(setting: null));
    }

    [Fact]
    public void HubConnection_OfThisRepository_IsThatOfEverythingElse() =>
        Assert.Equal(
            "AzureWebJobsStorage",
            HostJson.HubConnectionOf(new ConfigurationBuilder().Build(), AppContext.BaseDirectory));

    [Theory]
    [InlineData("connectionName")]
    [InlineData("connectionStringName")]
    public void HubConnection_NamedInTheFile_IsThat(string name)
    {
        Write(name, "HubStorage");

        Assert.Equal("HubStorage", Read(setting: null));
    }

    [Fact]
    public void HubConnection_NamedByASetting_IsThatWhateverTheFileSays()
    {
        Write("connectionName", "OfTheFile");

        Assert.Equal("HubStorage", Read("HubStorage"));
    }

    // The framework renews a message every 30 s: one that is late must not give it to somebody else.
    [Theory]
    [InlineData("controlQueueVisibilityTimeout")]
    [InlineData("workItemQueueVisibilityTimeout")]
    public void VisibilityTimeout_OfThisRepository_OutlastsTwoRenewalsAndNoMoreThanThree(string name)
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "host.json")).Build();

        var timeout = TimeSpan.Parse(
            file[$"extensions:durableTask:storageProvider:{name}"]!, CultureInfo.InvariantCulture);

        Assert.InRange(timeout, TimeSpan.FromSeconds(61), TimeSpan.FromSeconds(90));
    }

    private void Write(string name, string value) =>
        File.WriteAllText(
            Path.Combine(_folder.FullName, "host.json"),
            $$$"""{ "extensions": { "durableTask": { "storageProvider": { "{{{name}}}": "{{{value}}}" } } } }""");

    private string Read(string? setting) =>
        HostJson.HubConnectionOf(
            new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(Setting, setting)]).Build(),
            _folder.FullName);
}
