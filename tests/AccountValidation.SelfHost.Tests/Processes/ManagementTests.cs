using System.Text;
using System.Text.Json.Nodes;
using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>The differences between this host's management API and the extension on Azure.</summary>
public sealed class ManagementTests : IDisposable
{
    private const string Instances = "runtime/webhooks/durabletask/instances";
    private const int TooLong = (64 * 1024) + 1;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Management_InDevelopmentWithoutKeys_IsOpenAndRefusesWhatWouldDoHarm()
    {
        var (host, address) = await StartAsync();
        await using var running = host;
        using var http = new HttpClient { BaseAddress = address };
        using var caller = new ServiceCaller(address);
        var id = await caller.StartAsync("pending-forever");

        Assert.Equal(409, await StatusAsync(HttpMethod.Delete, $"{Instances}/{id}"));
        Assert.Equal(202, await StatusAsync(HttpMethod.Get, $"{Instances}/{id}"));
        Assert.Equal(501, await StatusAsync(HttpMethod.Post, $"{Instances}/{id}/restart"));
        Assert.Equal(501, await StatusAsync(HttpMethod.Post, $"{Instances}/{id}/rewind?reason=x"));
        Assert.Equal(
            501, await StatusAsync(HttpMethod.Post, "runtime/webhooks/durabletask/orchestrators/ValidateAccount"));
        Assert.Equal(400, await StatusAsync(HttpMethod.Get, Instances, token: "no token"));
        Assert.Equal(202, await StatusAsync(HttpMethod.Post, $"{Instances}/{id}/raiseEvent/Check", ""));
        Assert.Equal(
            413, await StatusAsync(HttpMethod.Post, $"{Instances}/{id}/raiseEvent/Check", new string(' ', TooLong)));

        async Task<int> StatusAsync(HttpMethod method, string path, string? json = null, string? token = null)
        {
            using var request = new HttpRequestMessage(method, path)
            {
                Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("x-ms-continuation-token", token ?? "");
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task Links_BehindAProxyThatEndsTls_AreThoseOfTheProxy()
    {
        var (host, address) = await StartAsync(("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"));
        await using var running = host;
        using var http = new HttpClient { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/validations")
        {
            Content = new StringContent(
                """{ "customerId": "cst_1", "customerAccountId": "pending-forever" }""",
                Encoding.UTF8,
                "application/json"),
            Headers = { Host = "pay.example" },
        };
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        var link = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))![
            "statusQueryGetUri"
        ]!.GetValue<string>();
        Assert.StartsWith(
            "https://pay.example/runtime/webhooks/durabletask/instances/val_",
            link,
            StringComparison.Ordinal);
    }

    private Task<(HostProcess Host, Uri Address)> StartAsync(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Juspay__ApiKey"] = "an-api-key",
            ["Juspay__BaseUrl"] = "http://127.0.0.1:1", // Nobody listens: the validation makes no progress.
            ["SelfHost__DatabasePath"] = _folder.Database,
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return HostProcess.StartListeningAsync(all);
    }
}
