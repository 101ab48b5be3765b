using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>Asks the Juspay simulator what really happened, and tells it what shall happen.</summary>
internal sealed class SimulatorClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new(address.ToString().TrimEnd('/') + "/") };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Every penny dropped on an account.</summary>
    public async Task<IReadOnlyList<JsonNode>> DropsAsync(TestAccount account)
    {
        var ledger = await _http.GetFromJsonAsync<JsonObject>(
            $"admin/ledger?customerId={account.CustomerId}&customerAccountId={account.AccountId}", Cancelled);
        return ledger.Items("drops");
    }

    /// <summary>What the simulator saw of an account.</summary>
    public async Task<JsonObject> SeenAsync(TestAccount account) =>
        await _http.GetFromJsonAsync<JsonObject>($"admin/accounts/{account.CustomerId}/{account.AccountId}", Cancelled)
        ?? throw new InvalidOperationException("The simulator answered null.");

    /// <summary>Waits until a penny drop was asked for, whether or not it was answered.</summary>
    public Task PostedAsync(TestAccount account) =>
        Eventually.GetAsync(
            () => SeenAsync(account),
            seen => seen.Number("posts") > 0,
            "Juspay is asked for a penny drop");

    /// <summary>Answers the open drop of an account.</summary>
    public Task SettleAsync(TestAccount account, string status) =>
        SendAsync(
            HttpMethod.Post,
            $"admin/accounts/{account.CustomerId}/{account.AccountId}/settle",
            new JsonObject { ["status"] = status });

    /// <summary>Gives an account another script.</summary>
    public Task SetScriptAsync(TestAccount account, string script) =>
        SendAsync(
            HttpMethod.Put,
            $"admin/accounts/{account.CustomerId}/{account.AccountId}",
            new JsonObject { ["script"] = script });

    /// <summary>Starts or ends (<c>none</c>) an outage of the whole simulator.</summary>
    public Task SetOutageAsync(string kind) =>
        SendAsync(HttpMethod.Put, "admin/outage", new JsonObject { ["kind"] = kind });

    /// <summary>The account's details as Juspay tells them: unmasked.</summary>
    public async Task<JsonNode> DetailsAsync(TestAccount account)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"customers/{account.CustomerId}/customer-accounts/{account.AccountId}");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.ASCII.GetBytes("any-key:")));
        request.Headers.Add("x-routing-id", account.CustomerId);
        using var response = await _http.SendAsync(request, Cancelled);
        var shown = await response.Content.ReadFromJsonAsync<JsonObject>(Cancelled);
        return shown.At("account_details") ?? throw new InvalidOperationException("The simulator shows no details.");
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(HttpMethod method, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var response = await _http.SendAsync(request, Cancelled);
        response.EnsureSuccessStatusCode();
    }
}
