using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>A receiver of callbacks. <c>/refused</c> answers 500 until <see cref="Mend"/>.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Uri _address;
    private readonly ConcurrentQueue<Delivery> _deliveries = new();
    private volatile bool _mended;

    private CallbackReceiver(WebApplication app, Uri address) => (_app, _address) = (app, address);

    public IReadOnlyCollection<Delivery> Deliveries => _deliveries;

    public Uri Accepting => new(_address, "/accepted");

    public Uri Refusing => new(_address, "/refused");

    public static async Task<CallbackReceiver> StartAsync()
    {
        CallbackReceiver? receiver = null;
        var (app, address) = await LoopbackServer.StartAsync(
            _ => { },
            app =>
            {
                app.MapPost("/accepted", (HttpRequest request) => receiver!.ReceiveAsync(request, accepts: true));
                app.MapPost("/refused", (HttpRequest request) => receiver!.ReceiveAsync(request, receiver._mended));
            },
            TestContext.Current.CancellationToken);
        return receiver = new(app, address);
    }

    public void Mend() => _mended = true;

    public ValueTask DisposeAsync() => LoopbackServer.StopAsync(_app);

    private async Task<IResult> ReceiveAsync(HttpRequest request, bool accepts)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        _deliveries.Enqueue(
            new(
                request.Headers["webhook-id"].ToString(),
                Convert.ToBase64String(body.ToArray()),
                accepts,
                request.Headers["traceparent"].ToString()));
        return accepts ? Results.NoContent() : Results.StatusCode(StatusCodes.Status500InternalServerError);
    }
}

/// <summary>A delivery attempt that arrived.</summary>
internal sealed record Delivery(string WebhookId, string Body, bool Accepted, string TraceParent);
