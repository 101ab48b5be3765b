using System.Net.Http.Json;
using AccountValidation.JuspaySimulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>
/// The simulator in this process: the simulator and its ledger survive the service. It can hold the answers to accounts
/// named <c>.held</c>.
/// </summary>
internal sealed class JuspayServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private JuspayServer(WebApplication app, Uri address) =>
        (_app, Address, _client) = (app, address, new() { BaseAddress = address });

    public Uri Address { get; }

    public static async Task<JuspayServer> StartAsync()
    {
        JuspayServer? server = null;
        var (app, address) = await LoopbackServer.StartAsync(
            builder => builder.Services.AddJuspaySimulator(_ => { }),
            app =>
            {
                app.Use((context, next) => HoldAsync(server!, context, next));
                app.UseRouting();
                app.MapJuspaySimulator("");
            },
            TestContext.Current.CancellationToken);
        return server = new(app, address);
    }

    /// <summary>Releases all held answers, now and in future.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Returns each penny drop as the name of its account.</summary>
    public async Task<IReadOnlyList<string>> DropsAsync()
    {
        var ledger = await _client.GetFromJsonAsync<Ledger>("admin/ledger", TestContext.Current.CancellationToken);
        return [.. ledger!.Drops.Select(drop => drop.CustomerAccountId)];
    }

    /// <summary>Returns the number of POSTs, answered or not.</summary>
    public async Task<int> PostsAsync(string customerId, string accountId) =>
        (await CallsAsync(customerId, accountId)).Posts;

    /// <summary>Returns the arrival of an account's first check; null before.</summary>
    public async Task<DateTimeOffset?> FirstCheckAsync(string customerId, string accountId) =>
        (await CallsAsync(customerId, accountId))
            .Calls.Where(call => call.Method == "GET")
            .Select(call => (DateTimeOffset?)call.At)
            .Min();

    public async Task<int> GetsAsync(string customerId, string accountId) =>
        (await CallsAsync(customerId, accountId)).Gets;

    /// <summary>Returns the arrival of each POST, answered or not, oldest first.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> PostTimesAsync(string customerId, string accountId) =>
        [
            .. (await CallsAsync(customerId, accountId))
                .Calls.Where(call => call.Method == "POST")
                .Select(call => call.At)
                .Order(),
        ];

    /// <summary>Returns the age of the check when an account's first POST arrived.</summary>
    public async Task<TimeSpan> AgeOfCheckAsync(string customerId, string accountId)
    {
        var calls = (await CallsAsync(customerId, accountId)).Calls;
        var drop = calls.First(call => call.Method == "POST").At;
        return drop - calls.Last(call => call.Method == "GET" && call.At <= drop).At;
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        _client.Dispose();
        await LoopbackServer.StopAsync(_app);
    }

    private static async Task HoldAsync(JuspayServer server, HttpContext context, RequestDelegate next)
    {
        if (
            !context.Request.Path.StartsWithSegments("/admin", StringComparison.Ordinal)
            && context.Request.Path.Value!.EndsWith(".held", StringComparison.Ordinal))
        {
            await server
                ._released.Task.WaitAsync(context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await next(context);
    }

    private async Task<Account> CallsAsync(string customerId, string accountId) =>
        (
            await _client.GetFromJsonAsync<Account>(
                $"admin/accounts/{customerId}/{accountId}",
                TestContext.Current.CancellationToken))!;

    private sealed record Ledger(IReadOnlyList<Drop> Drops);

    private sealed record Drop(string CustomerAccountId);

    private sealed record Account(int Gets, int Posts, IReadOnlyList<Call> Calls);

    private sealed record Call(string Method, DateTimeOffset At);
}
