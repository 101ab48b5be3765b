using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>Reads the events at the Juspay simulator, and controls it.</summary>
internal sealed class SimulatorClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new(address.ToString().TrimEnd('/') + "/") };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Returns every penny dropped on an account.</summary>
    public async Task<IReadOnlyList<JsonNode>> DropsAsync(TestAccount account)
    {
        var ledger = await _http.GetFromJsonAsync<JsonObject>(
            $"admin/ledger?customerId={account.CustomerId}&customerAccountId={account.AccountId}", Cancelled);
        return ledger.Items("drops");
    }

    /// <summary>Returns the simulator's view of an account and its calls.</summary>
    public async Task<JsonObject> SeenAsync(TestAccount account) =>
        await _http.GetFromJsonAsync<JsonObject>($"admin/accounts/{account.CustomerId}/{account.AccountId}", Cancelled)
        ?? throw new InvalidOperationException("The simulator answered null.");

    /// <summary>Waits until a POST has arrived, answered or not.</summary>
    public Task PostedAsync(TestAccount account) =>
        Eventually.GetAsync(
            () => SeenAsync(account),
            seen => seen.Number("posts") > 0,
            "Juspay is asked for a penny drop");

    /// <summary>Settles the open drop of an account.</summary>
    public Task SettleAsync(TestAccount account, string status) =>
        SendAsync(
            HttpMethod.Post,
            $"admin/accounts/{account.CustomerId}/{account.AccountId}/settle",
            new JsonObject { ["status"] = status });

    /// <summary>Sets another script for an account.</summary>
    public Task SetScriptAsync(TestAccount account, string script) =>
        SendAsync(
            HttpMethod.Put,
            $"admin/accounts/{account.CustomerId}/{account.AccountId}",
            new JsonObject { ["script"] = script });

    /// <summary>Begins an outage of the whole simulator; <c>none</c> ends it.</summary>
    public Task SetOutageAsync(string kind) =>
        SendAsync(HttpMethod.Put, "admin/outage", new JsonObject { ["kind"] = kind });

    /// <summary>Returns the account's details as Juspay shows them: unmasked.</summary>
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
