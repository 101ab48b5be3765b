using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Contract.Tests;

/// <summary>Receives callbacks on loopback, each inbox on a path of its own.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ApiDescription _description;
    private readonly ConcurrentDictionary<string, Inbox> _inboxes = new(StringComparer.Ordinal);

    private WebApplication? _app;
    private Uri? _address;

    private Receiver(ApiDescription description) => _description = description;

    public static async Task<Receiver> StartAsync(ApiDescription description)
    {
        var receiver = new Receiver(description);
        (receiver._app, receiver._address) = await LoopbackServer.StartAsync(
            _ => { }, app => app.Run(receiver.ReceiveAsync), CancellationToken.None);
        return receiver;
    }

    /// <summary>Opens an inbox that gives these replies; without any replies it answers 204.</summary>
    public Inbox Open(params Reply[] replies)
    {
        var path = "/hooks/" + TestAccount.Unique();
        var inbox = new Inbox(
            new Uri(_address!, path).AbsoluteUri, replies.Length == 0 ? [204] : replies, _description);
        _inboxes[path] = inbox;
        return inbox;
    }

    public ValueTask DisposeAsync() => LoopbackServer.StopAsync(_app!);

    private async Task ReceiveAsync(HttpContext context)
    {
        var at = DateTimeOffset.UtcNow;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var reply = _inboxes.TryGetValue(context.Request.Path.Value ?? "", out var inbox)
            ? inbox.Take(new(at, headers, body.ToArray()))
            : 404;
        if (reply == Reply.Never)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
