using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Tests;

/// <summary>A real HTTP server on loopback that keeps what it received and answers as the test says.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ReceivedRequest> _arrivals = Channel.CreateUnbounded<ReceivedRequest>();
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();

    private HttpServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public IReadOnlyList<ReceivedRequest> Received => [.. _received];

    public static async Task<HttpServer> StartAsync(Func<HttpContext, ReceivedRequest, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new HttpServer(app);
        app.Run(async context =>
        {
            var request = await ReceivedRequest.ReadAsync(context);
            server._received.Enqueue(request);
            server._arrivals.Writer.TryWrite(request);
            await answer(context, request);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.Address = new(app.Urls.Single() + "/");
        return server;
    }

    public static Task<HttpServer> AnsweringAsync(int status, string body = "", params (string Name, string Value)[] headers) => StartAsync(async (context, _) =>
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

    /// <summary>A Juspay whose checks show an account without a penny, and which answers the penny drop as the test says.</summary>
    public static Task<HttpServer> JuspayAsync(Func<HttpContext, Task> answerPennyDrop) => StartAsync((context, request) =>
        request.Method == "GET" ? context.Response.WriteAsync(Samples.CreatedBody, context.RequestAborted) : answerPennyDrop(context));

    /// <summary>A Juspay that answers the penny drop with this body.</summary>
    public static Task<HttpServer> JuspayAsync(string body) => JuspayAsync(context => context.Response.WriteAsync(body, context.RequestAborted));

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
    public Task<ReceivedRequest> ArrivalAsync() => _arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime();

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
