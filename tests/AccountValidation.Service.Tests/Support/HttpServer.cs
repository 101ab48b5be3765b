using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Tests;

/// <summary>A real HTTP server on loopback that keeps what it received and answers as the test says.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly Channel<ReceivedRequest> _arrivals = Channel.CreateUnbounded<ReceivedRequest>();
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();

    private WebApplication? _app;

    private HttpServer()
    {
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public IReadOnlyList<ReceivedRequest> Received => [.. _received];

    public static async Task<HttpServer> StartAsync(Func<HttpContext, ReceivedRequest, Task> answer)
    {
        var server = new HttpServer();
        (server._app, server.Address) = await LoopbackServer.StartAsync(
            _ => { }, app => app.Run(ReceiveAsync), TestContext.Current.CancellationToken);
        return server;

        async Task ReceiveAsync(HttpContext context)
        {
            var request = await ReceivedRequest.ReadAsync(context);
            server._received.Enqueue(request);
            server._arrivals.Writer.TryWrite(request);
            await answer(context, request);
        }
    }

    public static Task<HttpServer> AnsweringAsync(
        int status, string body = "", params (string Name, string Value)[] headers) =>
        StartAsync(
            async (context, _) =>
            {
                context.Response.StatusCode = status;
                foreach (var (name, value) in headers)
                {
                    context.Response.Headers[name] = value;
                }

                if (body.Length > 0)
                {
                    await context.Response.WriteAsync(body, context.RequestAborted);
                }
            });

    /// <summary>
    /// A Juspay whose checks show an account without a penny, and which answers the penny drop as the test says.
    /// </summary>
    public static Task<HttpServer> JuspayAsync(Func<HttpContext, Task> answerPennyDrop) =>
        StartAsync(
            (context, request) =>
                request.Method == "GET"
                    ? context.Response.WriteAsync(Samples.CreatedBody, context.RequestAborted)
                    : answerPennyDrop(context));

    /// <summary>A Juspay that answers the penny drop with this body.</summary>
    public static Task<HttpServer> JuspayAsync(string body) =>
        JuspayAsync(context => context.Response.WriteAsync(body, context.RequestAborted));

    /// <summary>The penny drops that have arrived.</summary>
    public IEnumerable<ReceivedRequest> PennyDrops => Received.Where(request => request.Method == "POST");

    /// <summary>Never answers; the request is let go when the client goes.</summary>
    public static Task<HttpServer> SilentAsync() => StartAsync((context, _) => GoneAsync(context));

    public static async Task GoneAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    /// <summary>The next request that has arrived.</summary>
    public Task<ReceivedRequest> ArrivalAsync() =>
        _arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime();

    public ValueTask DisposeAsync() => LoopbackServer.StopAsync(_app!);
}
