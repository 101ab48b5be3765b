using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

public sealed class DemoTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_DevelopmentWithoutSettings_WorksEndToEndAtTheAddressGiven()
    {
        var address = $"http://127.0.0.1:{LoopbackServer.FreePort()}";
        var (host, listensAt) = await HostProcess.StartListeningAsync(new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = address,
            ["SelfHost__DatabasePath"] = _folder.Database,
        });
        await using var running = host;
        Assert.Equal(new Uri(address), listensAt);
        Assert.DoesNotContain("7071", host.Output, StringComparison.Ordinal);
        Assert.Contains(
            "embedded simulator",
            host.Output[..host.Output.IndexOf("Now listening", StringComparison.Ordinal)],
            StringComparison.Ordinal);

        using var caller = new ServiceCaller(listensAt);
        var id = await caller.StartAsync("pending-1s-active");

        JsonNode inbox = new JsonObject();
        await Eventually.TrueAsync(
            async () => (inbox = await caller.GetAsync("demo/inbox"))["count"]!.GetValue<int>() > 0,
            "the callback is in the inbox");
        var callback = inbox["callbacks"]![0]!;
        Assert.True(callback["signatureVerified"]!.GetValue<bool>());
        Assert.Equal("validation.active", callback["body"]!["type"]!.GetValue<string>());
        Assert.Equal(id, callback["body"]!["data"]!["id"]!.GetValue<string>());
        var ledger = await caller.GetAsync("juspay-simulator/admin/ledger");
        Assert.Equal(1, ledger["total"]!.GetValue<int>());
    }

    // The README's commands, without settings: a repeated start costs no second penny.
    [Fact]
    public async Task Start_SameAccountAgainInDevelopment_IsReusedAndPaidOnce()
    {
        var (host, address) = await HostProcess.StartListeningAsync(new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{LoopbackServer.FreePort()}",
            ["SelfHost__DatabasePath"] = _folder.Database,
        });
        await using var running = host;
        using var http = new HttpClient { BaseAddress = address };
        foreach (var isReused in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/validations")
            {
                Content = JsonContent.Create(new { customerId = "cst_demo", customerAccountId = "active" }),
                Headers = { { "Prefer", "wait=25" } },
            };
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var settled = JsonNode.Parse(
                await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal(("ACTIVE", isReused), ((string?)settled["status"], (bool)settled["reused"]!));
        }

        Assert.Equal(1, (int)(await GetAsync("juspay-simulator/admin/ledger"))["total"]!);
        Assert.Contains(
            "pending-forever",
            (await GetAsync("juspay-simulator"))["scripts"]!.AsArray().Select(name => (string?)name));
        Assert.Contains(
            "restart forgets them",
            (string?)(await GetAsync("demo/inbox"))["note"],
            StringComparison.Ordinal);
        using var notification = new HttpRequestMessage(HttpMethod.Post, "api/juspay/notifications")
        {
            Content = JsonContent.Create(new { id = "active" }),
        };
        notification.Headers.Authorization = new("Basic", Convert.ToBase64String("juspay:demo-notifications"u8));
        using var noted = await http.SendAsync(notification, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)noted.StatusCode);

        async Task<JsonNode> GetAsync(string path) =>
            JsonNode.Parse(await http.GetStringAsync(path, TestContext.Current.CancellationToken))!;
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    public async Task Start_DevelopmentWithJuspay_WarnsOfAGeneratedSecretOnly(string secret, bool warns)
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Juspay__ApiKey"] = "an-api-key",
            ["SelfHost__DatabasePath"] = _folder.Database,
        };
        if (secret.Length > 0)
        {
            settings["Callbacks__Secrets__0"] = secret;
        }

        var (host, _) = await HostProcess.StartListeningAsync(settings);
        await using var running = host;

        Assert.Equal(warns, host.Output.Contains("generated secret", StringComparison.Ordinal));
        Assert.DoesNotContain("embedded simulator", host.Output, StringComparison.Ordinal);
    }
}
