using System.Net;
using System.Text.Json.Nodes;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>The queue storage fails and recovers; the service continues.</summary>
public sealed class StorageOutageTests : IAsyncLifetime
{
    private World _world = null!;
    private AzuriteServer? _server;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Start_StorageIsAway_ServesAndTakesRequestsOnceItIsBack()
    {
        _server = await AzuriteServer.StartNewAsync(TestContext.Current.CancellationToken);
        await _server.StopAsync();
        var settings = _world.Settings;
        (settings["AzureWebJobsStorage"], settings["Queues__MaxPollingInterval"]) = (
            _server.ConnectionString,
            "00:00:00.200");
        var (host, address) = await HostProcess.StartListeningAsync(settings);
        await using var running = host;
        using var caller = new ServiceCaller(address);

        await Eventually.TrueAsync(async () => await QueuesAsync(address) == "degraded", "the health is degraded");
        await caller.StartAsync("active.api");
        Assert.Single(host.Output.Split('\n'), line => line.Contains("cannot be used", StringComparison.Ordinal));

        await _server.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => await QueuesAsync(address) == "healthy", "the health is good again");
        await _server
            .Queue("validation-requests")
            .SendMessageAsync(
                """{ "customerId": "cst_1", "customerAccountId": "active.queue" }""",
                TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => _world.Validations.Count == 2, "the request was taken");
        Assert.DoesNotContain(AzuriteServer.Key, host.Output, StringComparison.Ordinal);

        host.Terminate();
        Assert.Equal(0, await host.EndAsync());
        Assert.Equal("", host.Errors.Trim());
    }

    [Fact]
    public async Task Start_ConnectionStringThatCannotBe_IsRefusedWithoutItsText()
    {
        var settings = _world.Settings;
        (settings["AzureWebJobsStorage"], settings["Queues__Intake"]) = ("AccountKey=s3cr3t", "A");
        await using var host = HostProcess.Start(settings);

        Assert.Equal(1, await host.EndAsync());

        Assert.Contains("AzureWebJobsStorage: ", host.Errors, StringComparison.Ordinal);
        Assert.Contains("Queues:Intake: ", host.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", host.Errors + host.Output, StringComparison.Ordinal);
    }

    // Degraded is still 200: load balancers must keep the service in use.
    private static async Task<string?> QueuesAsync(Uri address)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(
            new Uri(address, "health/ready"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var health = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var queues = (string?)health["checks"]!["queues"]!["status"];
        Assert.Equal(queues, (string?)health["status"]);
        return queues;
    }
}
