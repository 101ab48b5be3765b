using System.Net.Http.Json;
using System.Text.Json;

namespace AccountValidation.JuspaySimulator.Tests;

internal sealed class AdminCaller(HttpClient client)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<int> DropsAsync(string account, string customer = JuspayCaller.Customer)
    {
        var ledger = await LedgerAsync($"?customerId={customer}&customerAccountId={account}");
        return ledger.GetProperty("total").GetInt32();
    }

    public Task<JsonElement> LedgerAsync(string query = "") =>
        client.GetFromJsonAsync<JsonElement>("admin/ledger" + query, Cancellation);

    public Task<JsonElement> AccountAsync(string account) =>
        client.GetFromJsonAsync<JsonElement>(Path(account), Cancellation);

    public Task<HttpResponseMessage> SetScriptAsync(string account, string? script) =>
        client.PutAsJsonAsync(Path(account), new { script }, Cancellation);

    public Task<HttpResponseMessage> SettleAsync(string account, string? status) =>
        client.PostAsJsonAsync(Path(account) + "/settle", new { status }, Cancellation);

    public Task<HttpResponseMessage> SetOutageAsync(string? kind) =>
        client.PutAsJsonAsync("admin/outage", new { kind }, Cancellation);

    public Task<HttpResponseMessage> ForgetAsync() => client.DeleteAsync("admin/accounts", Cancellation);

    private static string Path(string account) => $"admin/accounts/{JuspayCaller.Customer}/{account}";
}
