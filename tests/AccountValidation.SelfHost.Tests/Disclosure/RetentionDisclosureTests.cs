using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AccountValidation.KillHarness.Programs;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>
/// The traces of a purged validation: no personal data in any byte of the folder. Its idempotency key stays, and cannot
/// be reused.
/// </summary>
public sealed class RetentionDisclosureTests : IDisposable
{
    private const int Count = 5;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("00:00:03", false)]
    [InlineData("10:00:00", true)]
    public async Task Purge_ByRetentionOrByAnOperator_LeavesIdsAndIdempotencyKeysOnly(string retained, bool byOperator)
    {
        await using var juspay = await TalkativeJuspay.StartAsync();
        await using var receiver = await TalkativeReceiver.StartAsync(new());
        var settings = Run.Settings(juspay.Address, _folder.Database);
        (settings["ASPNETCORE_ENVIRONMENT"], settings["ASPNETCORE_URLS"], settings["SelfHost__RetainSettled"]) = (
            "Production",
            "http://127.0.0.1:0",
            retained);
        var (host, address) = await HostProcess.StartListeningAsync(settings);
        await using var running = host;
        using var http = new HttpClient
        {
            BaseAddress = address,
            DefaultRequestHeaders = { { "x-functions-key", Seed.OperatorsKey.Value } },
        };

        Assert.All(await EachAsync(n => StartAsync(http, receiver, n)), status =>
            Assert.Contains(status, new[] { HttpStatusCode.OK, HttpStatusCode.Accepted }));
        Assert.Contains($"{Seed.Beneficiary} in {Place.Database}", Found());
        if (byOperator)
        {
            await Eventually.TrueAsync(
                async () =>
                    (
                        await http.DeleteAsync(
                            "runtime/webhooks/durabletask/instances?createdTimeFrom=2020-01-01",
                            TestContext.Current.CancellationToken)).IsSuccessStatusCode && await IsEmptyAsync(http),
                "all are finished, and purged");
        }

        await Eventually.TrueAsync(() => IsEmptyAsync(http), "all are purged");
        Assert.All(await EachAsync(n => StartAsync(http, receiver, n)), status =>
            Assert.Equal(HttpStatusCode.Gone, status));
        // A request that reads while the purge ends keeps the log: a later write empties the log.
        await Eventually.TrueAsync(
            () => !Found().Contains($"{Seed.Beneficiary} in {Place.Database}"), "the log is empty");
        await host.KillAsync();

        Assert.Equal([$"{Seed.CustomerId} in {Place.Database}", $"{Seed.IdempotencyKey} in {Place.Database}"], Found());
    }

    private IEnumerable<string> Found()
    {
        var transcript = new Transcript();
        foreach (var end in new[] { "", "-wal", "-shm" })
        {
            transcript.Add(Place.Database, FileBytes.Read(_folder.Database + end));
        }

        return transcript.Found;
    }

    private static async Task<IReadOnlyList<T>> EachAsync<T>(Func<int, Task<T>> act) =>
        await Task.WhenAll(Enumerable.Range(0, Count).Select(act));

    private static async Task<bool> IsEmptyAsync(HttpClient http) =>
        JsonNode.Parse(await http.GetStringAsync("api/validations", TestContext.Current.CancellationToken))!["items"]!
            .AsArray()
            .Count == 0;

    private static async Task<HttpStatusCode> StartAsync(HttpClient http, TalkativeReceiver receiver, int n)
    {
        var json = new JsonObject
        {
            ["customerId"] = Seed.CustomerId.Value,
            ["customerAccountId"] = $"active.{n}",
            ["callbackUrl"] = receiver.UrlOf("accept"),
            ["metadata"] = new JsonObject { ["note"] = Seed.Metadata.Value },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/validations")
        {
            Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", $"{Seed.IdempotencyKey.Value}-{n}" }, { "Prefer", "wait=20" } },
        };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
