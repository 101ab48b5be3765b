using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>A caller of the API, such as an onboarding flow.</summary>
internal sealed class ServiceCaller(Uri address) : IDisposable
{
    public const string Customer = "cst_1";
    public const string Key = "a-key-of-the-tests";

    private readonly HttpClient _client = new()
    {
        BaseAddress = address,
        DefaultRequestHeaders = { { "x-functions-key", Key } },
    };

    /// <summary>Starts a validation and returns its id.</summary>
    public async Task<string> StartAsync(string accountId, Uri? callbackUrl = null, string? traceParent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/validations")
        {
            Content = JsonContent.Create(new { customerId = Customer, customerAccountId = accountId, callbackUrl }),
            Headers = { { "Idempotency-Key", accountId } },
        };
        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!["id"]!.GetValue<string>();
    }

    /// <summary>
    /// Starts a validation; returns null when the service ended meanwhile. The service may then have accepted the
    /// start.
    /// </summary>
    public async Task<string?> TryStartAsync(string accountId, Uri callbackUrl)
    {
        try
        {
            return await StartAsync(accountId, callbackUrl);
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException)
        {
            return null;
        }
    }

    public async Task<JsonNode> GetAsync(string path) =>
        JsonNode.Parse(await _client.GetStringAsync(path, TestContext.Current.CancellationToken))!;

    public void Dispose() => _client.Dispose();
}
