using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>Requests wait in the intake queue while too many validations are unsettled.</summary>
public sealed class IntakeAtTheBoundTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int ManyPolls = 20;

    private World _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Requests_WhileTooManyAreUnsettled_StayUntouchedAndStartWhenThereIsRoom()
    {
        var server = await azurite.ServerAsync();
        var name = azurite.NewName();
        var (intake, poison) = (server.Queue(name), server.Queue(name + "-poison"));
        var settings = _world.Settings;
        (settings["AzureWebJobsStorage"], settings["Queues__Intake"], settings["Queues__MaxPollingInterval"]) = (
            server.ConnectionString,
            name,
            "00:00:00.010");
        settings["Submission__MaxUnsettled"] = "1";
        var (host, address) = await HostProcess.StartListeningAsync(settings);
        await using var running = host;
        using var http = new HttpClient
        {
            BaseAddress = address,
            DefaultRequestHeaders = { { "x-functions-key", ServiceCaller.Key } },
        };
        using var caller = new ServiceCaller(address);
        var id = await caller.StartAsync("pending-forever.1");
        await intake.CreateIfNotExistsAsync(cancellationToken: Token);
        await intake.SendMessageAsync(
            JsonSerializer.Serialize(new { customerId = ServiceCaller.Customer, customerAccountId = "active.2" }),
            Token);

        // Each response takes longer than the pause between two polls of the queue.
        for (var poll = 0; poll < ManyPolls; poll++)
        {
            using var refused = await http.PostAsJsonAsync(
                "api/validations",
                new { customerId = ServiceCaller.Customer, customerAccountId = "active.3" },
                Token);
            Assert.Equal(
                (HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(30)),
                (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        }

        var waiting = Assert.Single((await intake.PeekMessagesAsync(cancellationToken: Token)).Value);
        Assert.Equal(0, waiting.DequeueCount);
        using var cancelled = await http.PostAsync(
            new Uri($"api/validations/{id}/cancel", UriKind.Relative), content: null, Token);
        await Eventually.TrueAsync(async () => await intake.CountAsync() == 0, "the request is started");

        Assert.Equal(
            ["active.2", "pending-forever.1"],
            Sql.Column(_world.DatabasePath, "SELECT customer_account_id FROM validation ORDER BY customer_account_id"));
        Assert.Equal(0, await poison.CountAsync());
    }
}
