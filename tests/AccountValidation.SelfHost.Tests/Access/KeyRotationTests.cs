using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Access;

/// <summary>
/// Keys have no date of expiry: a key ends when an operator removes it from the configuration and restarts the program.
/// </summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    private const string Old = "the-old-key-of-the-caller";
    private const string New = "the-new-key-of-the-caller";

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Rotation_ByTwoKeysAtOnce_RefusesNobodyAndPaysNothingTwice()
    {
        var first = "";
        await WithAsync([("Api__Keys__tests", Old)], async address =>
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await StartAsync(address, New)).Status);
            first = await StartedAsync(address, Old);
        });

        await WithAsync([("Api__Keys__tests", Old), ("Api__Keys__tests__1", New)], async address =>
        {
            Assert.Equal(first, await StartedAsync(address, Old));
            // Idempotency keys belong to the caller: any of its API keys finds them.
            Assert.Equal(first, await StartedAsync(address, New));
        });

        await WithAsync([("Api__Keys__tests__1", New)], async address =>
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await StartAsync(address, Old)).Status);
            Assert.Equal(first, await StartedAsync(address, New));
        });
        Assert.Single(await _world.Juspay.DropsAsync());
    }

    [Fact]
    public async Task Rotation_OfTheOperatorsKey_ClosesTheManagementApiToTheOldOne()
    {
        const string Instances = "runtime/webhooks/durabletask/instances";
        await WithAsync([("Api__OperatorKeys__ops", Old)], async address =>
            Assert.Equal(HttpStatusCode.OK, await GetAsync(address, Instances, Old)));
        await WithAsync([("Api__OperatorKeys__ops", New)], async address =>
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(address, Instances, Old));
            Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(address, "api/validations", Old));
            Assert.Equal(HttpStatusCode.OK, await GetAsync(address, Instances, New));
        });
    }

    private async Task WithAsync((string Name, string Value)[] keys, Func<Uri, Task> act)
    {
        var settings = _world.Settings;
        settings.Remove("Api__Keys__tests");
        keys.ToList().ForEach(key => settings.Add(key.Name, key.Value));
        var (host, address) = await HostProcess.StartListeningAsync(settings);
        await using var running = host;
        await act(address);
        host.Terminate();
        Assert.Equal(0, await host.EndAsync());
    }

    private async Task<string> StartedAsync(Uri address, string key)
    {
        var (status, body) = await StartAsync(address, key);
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Accepted, body);
        return JsonNode.Parse(body)!["id"]!.GetValue<string>();
    }

    private async Task<(HttpStatusCode Status, string Body)> StartAsync(Uri address, string key)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/validations")
        {
            Content = JsonContent.Create(
                new
                {
                    customerId = "cst_1",
                    customerAccountId = "active.rotated",
                    callbackUrl = _world.Receiver.Accepting,
                }),
            Headers =
            {
                { "x-functions-key", key },
                { "Idempotency-Key", "A-17" },
                { "Prefer", "wait=20" },
            },
        };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<HttpStatusCode> GetAsync(Uri address, string path, string key)
    {
        using var http = new HttpClient
        {
            BaseAddress = address,
            DefaultRequestHeaders = { { "x-functions-key", key } },
        };
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
