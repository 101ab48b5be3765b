using System.Text;

namespace AccountValidation.JuspaySimulator.Tests;

/// <summary>Calls the simulator as a client of Juspay does.</summary>
internal sealed class JuspayCaller(HttpClient client)
{
    public const string Customer = "cst_1";

    public async Task<JuspayAnswer> GetAsync(string account, string customer = Customer)
    {
        using var request = Request(HttpMethod.Get, Path(account, customer));
        return await SendAsync(request);
    }

    public async Task<JuspayAnswer> PostAsync(
        string account,
        string customer = Customer,
        string? routingId = Customer,
        string? amount = "1")
    {
        using var request = PostRequest(account, customer, routingId, amount);
        return await SendAsync(request);
    }

    /// <summary>Posts as a client that may give up.</summary>
    public async Task<JuspayAnswer> PostUntilAsync(string account, CancellationToken givesUp)
    {
        using var request = PostRequest(account, Customer, Customer, "1");
        return await SendUntilAsync(request, givesUp);
    }

    public Task<JuspayAnswer> SendAsync(HttpRequestMessage request) =>
        SendUntilAsync(request, TestContext.Current.CancellationToken);

    public static string Path(string account, string customer = Customer) =>
        $"customers/{customer}/customer-accounts/{account}";

    public static HttpRequestMessage Request(
        HttpMethod method, string path, string? user = "key", string password = "", string? routingId = Customer)
    {
        var request = new HttpRequestMessage(method, path);
        if (user is not null)
        {
            var credentials = Encoding.UTF8.GetBytes($"{user}:{password}");
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(credentials));
        }

        if (routingId is not null)
        {
            request.Headers.Add("x-routing-id", routingId);
        }

        return request;
    }

    private static HttpRequestMessage PostRequest(string account, string customer, string? routingId, string? amount)
    {
        var request = Request(HttpMethod.Post, Path(account, customer) + "/validate", routingId: routingId);
        request.Content = new FormUrlEncodedContent(amount is null ? [] : [new("amount", amount)]);
        return request;
    }

    private async Task<JuspayAnswer> SendUntilAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await client.SendAsync(request, cancellation);
        return new(response, await response.Content.ReadAsStringAsync(cancellation));
    }
}
