using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Contract.Tests;

/// <summary>Receives callbacks on loopback, each inbox on a path of its own.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ApiDescription _description;
    private readonly ConcurrentDictionary<string, Inbox> _inboxes = new(StringComparer.Ordinal);

    private Receiver(WebApplication app, ApiDescription description) => (_app, _description) = (app, description);

    public static async Task<Receiver> StartAsync(ApiDescription description)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build(), description);
        receiver._app.Run(receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Opens an inbox that gives these replies, 204 without any.</summary>
    public Inbox Open(params Reply[] replies)
    {
        var path = "/hooks/" + TestAccount.Unique();
        var inbox = new Inbox(_app.Urls.Single() + path, replies.Length == 0 ? [204] : replies, _description);
        _inboxes[path] = inbox;
        return inbox;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        var at = DateTimeOffset.UtcNow;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var reply = _inboxes.TryGetValue(context.Request.Path.Value ?? "", out var inbox) ? inbox.Take(new(at, headers, body.ToArray())) : 404;
        if (reply == Reply.Never)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        context.Response.StatusCode = reply.Status;
        if (reply.RetryAfter is { } retryAfter)
        {
            context.Response.Headers.RetryAfter = retryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        if (reply.Location is { } location)
        {
            context.Response.Headers.Location = location;
        }
    }
}
