using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AccountValidation.KillHarness.Programs;

namespace AccountValidation.KillHarness.Load;

/// <summary>
/// A caller of the API, such as an onboarding flow. The caller expects that the service may end at any time.
/// </summary>
/// <param name="address">The address of the service.</param>
/// <param name="receiver">Returns the callback URL of a start.</param>
internal sealed class Caller(Uri address, Func<StartIntent, Uri> receiver) : IDisposable
{
    private const int PageSize = 200;

    private readonly HttpClient _http = new()
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(20),
        DefaultRequestHeaders = { { "x-functions-key", HostSettings.Key } },
    };

    /// <summary>Starts a validation with its idempotency key.</summary>
    /// <param name="intent">The start.</param>
    /// <param name="waits">Whether to wait up to a second for Juspay's answer.</param>
    /// <param name="cancellationToken">The end of the run.</param>
    public async Task<StartAnswer> StartAsync(StartIntent intent, bool waits, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/validations")
        {
            Content = JsonContent.Create(
                new
                {
                    customerId = intent.CustomerId,
                    customerAccountId = intent.AccountId,
                    callbackUrl = receiver(intent),
                }),
            Headers = { { "Idempotency-Key", intent.Key } },
        };
        if (waits)
        {
            request.Headers.Add("Prefer", "wait=1");
        }

        if (await SendAsync(request, cancellationToken) is not var (status, body, isReplayed))
        {
            return new StartAnswer.Lost();
        }

        return status switch
        {
            HttpStatusCode.OK or HttpStatusCode.Accepted => new StartAnswer.Accepted(
                JsonNode.Parse(body)!["id"]!.GetValue<string>(), isReplayed),
            HttpStatusCode.Conflict when body.Contains("account-busy", StringComparison.Ordinal) =>
                new StartAnswer.Busy(),
            _ => new StartAnswer.Odd($"{(int)status} {body}"),
        };
    }

    /// <summary>
    /// Posts <c>cancel</c>, <c>check</c> or <c>callback/redeliver</c> to a validation. Returns null when the service
    /// ended.
    /// </summary>
    public async Task<HttpStatusCode?> ActAsync(string id, string action, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/validations/{id}/{action}");
        return await SendAsync(request, cancellationToken) is var (status, _, _) ? status : null;
    }

    /// <summary>Reads a validation. Returns null when the service ended.</summary>
    public async Task<HttpStatusCode?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/validations/{id}");
        return await SendAsync(request, cancellationToken) is var (status, _, _) ? status : null;
    }

    /// <summary>Posts a notification as Juspay does.</summary>
    public async Task<HttpStatusCode?> NotifyAsync(string accountId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/juspay/notifications")
        {
            Content = JsonContent.Create(new { event_name = "ANY", content = new { id = accountId } }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(
                Encoding.ASCII.GetBytes($"{HostSettings.NotificationUser}:{HostSettings.NotificationPassword}")));
        return await SendAsync(request, cancellationToken) is var (status, _, _) ? status : null;
    }

    /// <summary>Reads a validation with its timeline; null for an unknown id.</summary>
    public async Task<ValidationSeen?> FindAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync($"api/validations/{id}", cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound
            ? null
            : await response.Content.ReadFromJsonAsync<ValidationSeen>(cancellationToken);
    }

    /// <summary>Lists the validations of some statuses (all when null), newest first and without timelines.</summary>
    public async Task<IReadOnlyList<ValidationSeen>> ListAsync(string? statuses, CancellationToken cancellationToken)
    {
        var all = new List<ValidationSeen>();
        string? token = null;
        do
        {
            var query = string.Create(
                CultureInfo.InvariantCulture,
                $"api/validations?pageSize={PageSize}&status={statuses}&continuationToken={token}");
            var page = await _http.GetFromJsonAsync<ListSeen>(query, cancellationToken);
            all.AddRange(page!.Items);
            token = page.ContinuationToken;
        }
        while (token is not null);
        return all;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode Status, string Body, bool IsReplayed)?> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return (response.StatusCode, body, response.Headers.Contains("Idempotent-Replayed"));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
