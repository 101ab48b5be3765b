using System.Text;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>A caller of the host under test. Each exchange must agree with the host's own document.</summary>
internal sealed class ApiClient : IDisposable
{
    public const string Validations = "/api/validations";
    public const string KeyHeader = "x-functions-key";

    private readonly HttpClient _http;
    private readonly ApiDescription _description;

    public ApiClient(Uri address, string? key, ApiDescription description)
    {
        _description = description;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8, // some tests send non-ASCII
        };
        _http = new(handler) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Add(KeyHeader, key);
        }
    }

    /// <summary>The address of the host.</summary>
    public Uri Address => _http.BaseAddress!;

    /// <summary>Returns another caller of the same host.</summary>
    public ApiClient With(string? key) => new(Address, key, _description);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public Task<Answer> StartAsync(JsonNode request, params (string Name, string Value)[] headers) =>
        StartAsync(request.ToJsonString(), headers);

    public Task<Answer> StartAsync(string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, Validations, new StringContent(json, Encoding.UTF8, "application/json"), headers);

    /// <summary>Starts a validation, which the host must accept; returns its id.</summary>
    public async Task<string> AcceptAsync(JsonNode request)
    {
        var answer = await StartAsync(request);
        Assert.True(answer.Status == 202, answer.ToString());
        return answer.Id;
    }

    public Task<Answer> FindAsync(string id) => GetAsync($"{Validations}/{id}");

    public Task<Answer> ListAsync(string query) => GetAsync($"{Validations}?{query}");

    public Task<Answer> CancelAsync(string id) => PostAsync($"{Validations}/{id}/cancel");

    public Task<Answer> CheckAsync(string id) => PostAsync($"{Validations}/{id}/check");

    public Task<Answer> RedeliverAsync(string id) => PostAsync($"{Validations}/{id}/callback/redeliver");

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path) => SendAsync(HttpMethod.Post, path);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Sends a request to a path without normalising the path.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var address = _http.BaseAddress!.GetLeftPart(UriPartial.Authority) + path;
        using var request = new HttpRequestMessage(
            method, new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = content;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var body = content is ByteArrayContent bytes ? await bytes.ReadAsStringAsync(Cancelled) : null;
        using var response = await _http.SendAsync(request, Cancelled);
        var answer = await Answer.ReadAsync(response, Cancelled);
        Assert.Empty(_description.FaultsOf(new Exchange(method.Method, path, body, answer)));
        return answer;
    }

    /// <summary>Waits until a validation fulfils a condition.</summary>
    public Task<Answer> WaitForAsync(string id, Func<Answer, bool> condition, string what) =>
        Eventually.GetAsync(() => FindAsync(id), answer => answer.Status == 200 && condition(answer), what);

    /// <summary>Waits until a validation has settled.</summary>
    public Task<Answer> SettleAsync(string id) =>
        WaitForAsync(id, answer => answer.ValidationStatus != "PENDING", "the validation settles");

    /// <summary>Waits until the penny drop has its answer and the next check is planned.</summary>
    public Task<Answer> DropAsync(string id) =>
        WaitForAsync(
            id,
            answer => answer.Body.Number("validateAttempts") == 1 && answer.Body.At("nextCheckAt") is not null,
            "the penny drop is answered");

    /// <summary>Waits until a validation's callback has this status.</summary>
    public Task<Answer> CallbackAsync(string id, string status) =>
        WaitForAsync(id, answer => answer.CallbackStatus == status, $"the callback is {status}");

    public void Dispose() => _http.Dispose();
}
