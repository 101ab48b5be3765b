using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AccountValidation.SelfHost.Management;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Api;
using AccountValidation.Service.Management;
using AccountValidation.Tests.Document;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.SelfHost.Tests.Api;

/// <summary>Holds the document's examples of the management API against real responses of the self-host.</summary>
public sealed class ManagementExampleTests : IAsyncLifetime
{
    private const string Instances = ManagementLinks.BasePath + "/instances";
    private const string Key = "the-key-of-an-operator";

    // Only the extension answers so.
    private const string OfAzure = "purgeInstance 412 unfinished";

    private readonly CommittedDocument _document = CommittedDocument.Read();
    private readonly HttpClient _http = new() { DefaultRequestHeaders = { { KeyRing.HeaderName, Key } } };
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private AppInProcess _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await AppInProcess.StartAsync("Production", ("Api:OperatorKeys:ops", Key));
        _http.BaseAddress = _app.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Examples_OfTheManagementApi_AreAllWhatIsAnswered()
    {
        HoldInstances();
        await HoldRefusalsAsync();
        await HoldPurgesAsync();
        await HoldFaultsAsync();

        var examples = _document
            .Operations.Where(operation => operation.Tag == "Management")
            .SelectMany(operation => operation.Examples)
            .Select(example => example.Key);
        Assert.Equal(examples.Order(StringComparer.Ordinal), _held.Append(OfAzure).Order(StringComparer.Ordinal));
    }

    private void HoldInstances()
    {
        var completed = InstanceView.Of(SampleValidations.Delivered, showInput: true);
        Hold(new(202, InstanceView.Of(SampleValidations.Pending, showInput: true)), "getInstance 202 running");
        Hold(new(200, completed), "getInstance 200 completed");
        Hold(new(200, new JsonArray(completed)), "listInstances 200 page");
    }

    private async Task HoldRefusalsAsync()
    {
        var name = await AskAsync(HttpMethod.Get, Instances + "?runtimeStatuss=Running");
        Hold(
            name,
            [.. _document.Examples.Keys.Where(example => example.EndsWith(" 400 name", StringComparison.Ordinal))]);
        Hold(await AskAsync(HttpMethod.Get, Instances, token: "no token"), "listInstances 400 token");
        Hold(await AskAsync(HttpMethod.Delete, Instances), "purgeInstances 400 missing");
        Hold(
            await AskAsync(HttpMethod.Delete, Instances + "?createdTimeFrom=2026-01-01&createdTimeTo=soon"),
            "purgeInstances 400 unread");
        Hold(await AskAsync(HttpMethod.Delete, Instances + "?createdTimeFrom=2026-01-01"), "purgeInstances 404 none");
    }

    private async Task HoldPurgesAsync()
    {
        const string Nothing = "raiseEvent request nothing";
        var instance = $"{Instances}/{await StartAsync()}";
        Hold(await AskAsync(HttpMethod.Post, instance + "/raiseEvent/Check", body: "{"), "raiseEvent 400 json");
        Hold(await AskAsync(HttpMethod.Delete, instance), "purgeInstance 409 unfinished");
        Assert.Equal(
            202,
            (
                await AskAsync(
                    HttpMethod.Post, instance + "/raiseEvent/Check", _document.Examples[Nothing]!.ToJsonString())
            ).Status);
        Assert.Equal(202, (await AskAsync(HttpMethod.Post, instance + "/terminate")).Status);
        _held.Add(Nothing);

        var dryRun = await AskAsync(HttpMethod.Delete, instance + "?dryRun=true");
        Hold(dryRun, "purgeInstance 200 dry");
        dryRun.Body!["instancesToDelete"] = 480; // as in a service with so many instances
        Hold(dryRun, "purgeInstances 200 dry");
        Hold(await AskAsync(HttpMethod.Delete, instance), "purgeInstance 200 one", "purgeInstances 200 one");
    }

    private async Task HoldFaultsAsync()
    {
        _app.Services.GetRequiredService<StoreWriter>().Close();
        Hold(
            await AskAsync(HttpMethod.Delete, $"{Instances}/{SampleValidations.Id}"),
            [.. OfEveryOperation("503 store")]);

        // The service as a whole answers so, and has tests of its own for it.
        Hold(new(500, _document.Examples["getValidation 500 problem"]), [.. OfEveryOperation("500 problem")]);
    }

    private IEnumerable<string> OfEveryOperation(string example) =>
        _document
            .Operations.Where(operation => operation.Tag == "Management")
            .Select(operation => $"{operation.Id} {example}");

    private void Hold(Answer asked, params IReadOnlyList<string> examples)
    {
        foreach (var example in examples)
        {
            var documented = _document.Examples[example];
            Assert.True(
                JsonNode.DeepEquals(asked.Body, documented),
                $"{example} is not\n{documented}\nbut\n{asked.Body}");
            Assert.Contains($" {asked.Status} ", example, StringComparison.Ordinal);
        }

        _held.UnionWith(examples);
    }

    private async Task<string> StartAsync()
    {
        using var body = JsonContent.Create(new { customerId = "cst_1", customerAccountId = "banh_1" });
        using var answer = await _http.PostAsync(Links.Validations, body, TestContext.Current.CancellationToken);
        var started = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        return started!["id"]!.GetValue<string>();
    }

    private async Task<Answer> AskAsync(HttpMethod method, string path, string? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null
            ? null
            : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (token is not null)
        {
            request.Headers.Add(InstanceQueries.TokenHeader, token);
        }

        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    private sealed record Answer(int Status, JsonNode? Body);
}
