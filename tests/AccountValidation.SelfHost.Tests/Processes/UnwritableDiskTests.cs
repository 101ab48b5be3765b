using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>The disk takes no writes for a while, under the real program.</summary>
public sealed class UnwritableDiskTests : IAsyncLifetime
{
    private const string AnswerComesMeanwhile = "slow-2s";
    private const string WaitsMeanwhile = "pending-3s-active";
    private const string Refused = "active.refused";

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(DiskFault.Full)]
    [InlineData(DiskFault.FileSizeLimit)]
    [InlineData(DiskFault.Immutable)]
    [InlineData(DiskFault.Moved)]
    public async Task Disk_CannotBeWrittenForAWhile_RefusesStartsHoldsAnswersAndGoesOnByItself(DiskFault fault)
    {
        var disk = new FaultyDisk(fault, Path.GetDirectoryName(_world.DatabasePath)!);
        var (running, address) = await HostProcess.StartListeningAsync(_world.Settings, disk.Within);
        await using var host = running;
        disk.Serves(host);
        _world.SeeDatabaseAs(() => disk.Seen(_world.DatabasePath));
        using var caller = new ServiceCaller(address);
        using var http = new HttpClient
        {
            BaseAddress = address,
            DefaultRequestHeaders = { { "x-functions-key", ServiceCaller.Key } },
        };
        await caller.StartAsync(WaitsMeanwhile, _world.Receiver.Accepting);
        var id = await caller.StartAsync(AnswerComesMeanwhile, _world.Receiver.Accepting);
        await Eventually.TrueAsync(
            async () => await _world.Juspay.PostsAsync(ServiceCaller.Customer, AnswerComesMeanwhile) > 0,
            "the penny is on its way");

        disk.Break();
        try
        {
            await RefusesAsync(http, times: 12);
            await Eventually.TrueAsync(
                () =>
                    host.Output.Contains(
                        $"The outcome PennyDropEnded of validation {id} cannot be stored yet; it is held",
                        StringComparison.Ordinal),
                "Juspay's answer to the penny drop is held");
            await RefusesAsync(http, times: 3);
            Assert.Contains("The database cannot be written", host.Output, StringComparison.Ordinal);
            Assert.Equal(2, (await caller.GetAsync("api/validations"))["items"]!.AsArray().Count);
            Assert.Equal(
                HttpStatusCode.OK,
                (await http.GetAsync("health/live", TestContext.Current.CancellationToken)).StatusCode);
        }
        finally
        {
            disk.Mend();
        }

        await Eventually.TrueAsync(
            async () => (await ReadyAsync(http)).Status == HttpStatusCode.OK,
            "the service is ready again");
        await caller.StartAsync(Refused, _world.Receiver.Accepting);
        await _world.EverythingEndsAsync(3);
        await _world.AssertNothingWasLostOrPaidTwiceAsync();
        Assert.False(host.HasExited);
        Assert.Equal(
            0,
            _world
                .Validations.Single(validation => validation.Request.CustomerAccountId == AnswerComesMeanwhile)
                .UncertainAttempts);
        Assert.Equal(["ok"], Sql.Column(disk.Seen(_world.DatabasePath), "PRAGMA integrity_check"));
        host.Terminate();
        Assert.Equal(0, await host.EndAsync());
    }

    // Several times: a probe, or a small write that still succeeds, must not make the host seem well in between.
    private static async Task RefusesAsync(HttpClient http, int times)
    {
        for (var time = 0; time < times; time++)
        {
            using var response = await http.PostAsJsonAsync(
                "api/validations",
                new { customerId = ServiceCaller.Customer, customerAccountId = Refused },
                TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Contains(
                "store-unavailable",
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal);

            var (status, store) = await ReadyAsync(http);
            Assert.Equal(
                (HttpStatusCode.ServiceUnavailable, "unhealthy"), (status, store["status"]!.GetValue<string>()));
            Assert.Contains(
                "check the disk's space",
                store["description"]!.GetValue<string>(),
                StringComparison.Ordinal);
        }
    }

    private static async Task<(HttpStatusCode Status, JsonNode Store)> ReadyAsync(HttpClient http)
    {
        using var response = await http.GetAsync("health/ready", TestContext.Current.CancellationToken);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return (response.StatusCode, body["checks"]!["store"]!);
    }
}
