using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>Calls the program and records every response, headers and body.</summary>
internal sealed class Caller(Uri address, Transcript transcript) : IDisposable
{
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false })
    {
        BaseAddress = address,
    };

    public Task<JsonNode?> GetAsync(string path, Seed? key = null) =>
        SendAsync(HttpMethod.Get, path, key ?? Seed.CallersKey);

    public Task<JsonNode?> PostAsync(
        string path,
        string? json = null,
        Seed? key = null,
        params (string Name, string Value)[] headers
    ) => SendAsync(HttpMethod.Post, path, key ?? Seed.CallersKey, json, headers);

    /// <summary>Sends a request with an API key in the header; without the header when the key is null.</summary>
    public async Task<JsonNode?> SendAsync(
        HttpMethod method, string path, Seed? key, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null
            ? null
            : new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("x-functions-key", key.Value);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        transcript.Add(
            PlaceOf(path, (int)response.StatusCode),
            $"{(int)response.StatusCode} {response.Headers}{response.Content.Headers}\n{body}");
        return response.IsSuccessStatusCode && body.Length > 0 ? JsonNode.Parse(body) : null;
    }

    public void Dispose() => _http.Dispose();

    private static Place PlaceOf(string path, int status) => path switch
    {
        _ when path.StartsWith("runtime/", StringComparison.Ordinal) => Place.Management,
        _ when path.StartsWith("health/", StringComparison.Ordinal) => Place.Health,
        _ when status >= 400 => Place.Refusal,
        _ when path.StartsWith("openapi/", StringComparison.Ordinal) => Place.Document,
        _ when path.StartsWith("api/validations?", StringComparison.Ordinal) => Place.List,
        _ => Place.Answer,
    };
}
