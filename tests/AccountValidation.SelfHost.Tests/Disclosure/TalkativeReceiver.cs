using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>
/// Receivers of callbacks that answer well, badly and not at all, and repeat the callback in their responses. They
/// record every delivery.
/// </summary>
internal sealed class TalkativeReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Uri _address;

    private TalkativeReceiver(WebApplication app, Uri address) => (_app, _address) = (app, address);

    /// <summary>Every behaviour of a receiver.</summary>
    public static IReadOnlyList<string> Behaviours { get; } =
    ["accept", "fail", "gone", "redirect", "silent", "nobody"];

    public static async Task<TalkativeReceiver> StartAsync(Transcript transcript)
    {
        var (app, address) = await LoopbackServer.StartAsync(
            _ => { },
            app =>
                app.MapPost("/{behaviour}/{token}", (HttpContext context, string behaviour) =>
                    ReceiveAsync(context, behaviour, transcript)),
            TestContext.Current.CancellationToken);
        return new(app, address);
    }

    /// <summary>Returns a callback URL with a token in its path and in its query.</summary>
    public string UrlOf(string behaviour) => behaviour == "nobody"
        ? $"http://127.0.0.1:9/{Seed.CallbackToken.Value}?t={Seed.CallbackToken.Value}"
        : $"{new Uri(_address, behaviour)}/{Seed.CallbackToken.Value}?t={Seed.CallbackToken.Value}";

    public ValueTask DisposeAsync() => LoopbackServer.StopAsync(_app);

    private static async Task ReceiveAsync(HttpContext context, string behaviour, Transcript transcript)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context
            .Request.Headers.Where(header => header.Key != "Host")
            .Select(header => $"{header.Key}: {header.Value}");
        transcript.Add(Place.Callback, $"{string.Join('\n', headers)}\n{body}");
        context.Response.Headers["x-token"] = Seed.CallbackToken.Value;
        switch (behaviour)
        {
            case "silent":
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case "redirect":
                context.Response.Headers.Location = context.Request.Path + context.Request.QueryString;
                break;
        }

        context.Response.StatusCode = behaviour switch { "accept" => 204, "gone" => 410, "redirect" => 302, _ => 500 };
        if (behaviour != "accept")
        {
            await context.Response.WriteAsync($"{Seed.CallbackToken.Value} {body}", context.RequestAborted);
        }
    }
}
