using System.Collections.Concurrent;
using System.Net;
using System.Text;
using AccountValidation.AzureEngine.Tables;
using AccountValidation.Core;
using AccountValidation.Service.Callbacks;

namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>
/// Juspay, in the place of the network: answers checks and penny drops as the test says, and keeps what was called.
/// </summary>
internal sealed class JuspayStub : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> _calls = new();

    /// <summary>Every call: <c>GET banh_1</c> is a check, <c>POST banh_1</c> a penny drop.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    public int Pennies => _calls.Count(call => call.StartsWith("POST", StringComparison.Ordinal));

    public int Checks => _calls.Count(call => call.StartsWith("GET", StringComparison.Ordinal));

    /// <summary>The body of a check's answer.</summary>
    public string Check { get; set; } = Account("CREATED");

    /// <summary>The body of a penny drop's answer; null for a connection that breaks.</summary>
    public string? Drop { get; set; } = Account("ACTIVE");

    /// <summary>Runs while a penny drop is under way.</summary>
    public Func<Task> DuringDrop { get; set; } = () => Task.CompletedTask;

    public static string Account(string status) =>
        $$"""
            { "validation_status": "{{status}}", "last_validated": {{(
                status is "ACTIVE" or "FAILURE" ? "\"2026-11-22T12:00:00Z\"" : "null")}},
              "account_details": { "vpa": "{{Some.Vpa}}", "beneficiary_name": "{{Some.Name}}" } }
            """;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath.Replace("/validate", "", StringComparison.Ordinal);
        _calls.Enqueue($"{request.Method} {path.Split('/')[^1]}");
        if (request.Method == HttpMethod.Get)
        {
            return Answer(Check);
        }

        await DuringDrop();
        return Drop is { } body
            ? Answer(body)
            : throw new HttpRequestException(HttpRequestError.ConnectionError, "reset", new IOException("reset"));
    }

    private static HttpResponseMessage Answer(string body) =>
        new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}

/// <summary>The caller, in the place of the network: keeps what was delivered and answers as the test says.</summary>
internal sealed class ReceiverStub : HttpMessageHandler
{
    private readonly ConcurrentQueue<(string Id, string Body)> _deliveries = new();

    public IReadOnlyList<(string Id, string Body)> Deliveries => [.. _deliveries];

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.NoContent;

    /// <summary>Runs while a delivery is under way.</summary>
    public Func<Task> DuringDelivery { get; set; } = () => Task.CompletedTask;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await DuringDelivery();
        _deliveries.Enqueue(
            (
                request.Headers.GetValues("webhook-id").Single(),
                await request.Content!.ReadAsStringAsync(cancellationToken)));
        return new(Answer);
    }
}

/// <summary>The dead letters, kept in memory.</summary>
internal sealed class DeadLetterStub : IDeadLetters
{
    private readonly ConcurrentQueue<string> _letters = new();

    public IReadOnlyList<string> Letters => [.. _letters];

    public bool Works { get; set; } = true;

    public Task<bool> SendAsync(Validation validation, CancellationToken cancellationToken)
    {
        if (Works)
        {
            _letters.Enqueue(validation.Callback!.Body!);
        }

        return Task.FromResult(Works);
    }
}

/// <summary>
/// The clock that all instances share: the world's, which the test moves. Each process may have another of its own.
/// </summary>
internal sealed class SharedClockStub(World world) : ISharedClock
{
    private int _asked;

    /// <summary>How often it was asked.</summary>
    public int Asked => _asked;

    public Task<DateTimeOffset> NowAsync(string customerAccountId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        return Task.FromResult(world.Now);
    }
}
