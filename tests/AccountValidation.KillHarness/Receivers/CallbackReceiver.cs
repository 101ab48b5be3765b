using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AccountValidation.KillHarness.Programs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.KillHarness.Receivers;

/// <summary>The receivers of all kinds, in this process: they survive every kill of the service.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    private const int Unanswered = -1;
    private const int BrokenOff = -2;

    private static readonly TimeSpan LongestHang = TimeSpan.FromSeconds(30);
    private static readonly int[] FlakyAnswers = [200, 204, 202, 500, 503, 429, 302, BrokenOff];
    private static readonly int[] HangingAnswers = [204, Unanswered];

    private readonly Random _chance;
    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<Delivery> _deliveries = new();
    private WebApplication? _app;
    private Uri? _address;

    private CallbackReceiver(int seed) => _chance = new(seed);

    public IReadOnlyCollection<Delivery> Deliveries => _deliveries;

    public static async Task<CallbackReceiver> StartAsync(int seed, CancellationToken cancellationToken)
    {
        var receiver = new CallbackReceiver(seed);
        (receiver._app, receiver._address) = await LoopbackServer.StartAsync(
            _ => { },
            app =>
                app.MapPost("/{kind}", (ReceiverKind kind, HttpContext context) =>
                    receiver.ReceiveAsync(kind, context)),
            cancellationToken);
        return receiver;
    }

    public Uri AddressOf(ReceiverKind kind) => new(_address!, kind.ToString());

    public ValueTask DisposeAsync() => LoopbackServer.StopAsync(_app!);

    private async Task ReceiveAsync(ReceiverKind kind, HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var answer = Choose(kind);
        _deliveries.Enqueue(Read(context.Request, buffer.ToArray(), answer));
        switch (answer)
        {
            case Unanswered:
                await Task.Delay(LongestHang, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.Abort();
                break;
            case BrokenOff:
                context.Abort();
                break;
            default:
                context.Response.StatusCode = answer;
                context.Response.Headers.Location =
                    answer == StatusCodes.Status302Found ? AddressOf(ReceiverKind.Accepting).ToString() : default;
                break;
        }
    }

    private int Choose(ReceiverKind kind) => kind switch
    {
        ReceiverKind.Accepting => StatusCodes.Status204NoContent,
        ReceiverKind.Flaky => AnyOf(FlakyAnswers),
        ReceiverKind.Hanging => AnyOf(HangingAnswers),
        ReceiverKind.Gone => StatusCodes.Status410Gone,
        _ => StatusCodes.Status500InternalServerError,
    };

    private int AnyOf(int[] answers)
    {
        lock (_lock)
        {
            return answers[_chance.Next(answers.Length)];
        }
    }

    private static Delivery Read(HttpRequest request, byte[] body, int answer)
    {
        var id = request.Headers["webhook-id"].ToString();
        var fault = WebhookSignature.Fault(
            HostSettings.Secret,
            id,
            request.Headers["webhook-timestamp"].ToString(),
            request.Headers["webhook-signature"].ToString(),
            body,
            TimeProvider.System.GetUtcNow());
        var json = JsonNode.Parse(body)!;
        return new(
            json["data"]!["id"]!.GetValue<string>(),
            id,
            Convert.ToHexString(SHA256.HashData(body)),
            json["type"]!.GetValue<string>(),
            json["data"]!["status"]!.GetValue<string>(),
            answer < 0 ? null : answer,
            fault);
    }
}
