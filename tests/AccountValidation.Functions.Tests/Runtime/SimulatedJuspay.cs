using System.Net.Http.Json;
using AccountValidation.JuspaySimulator;
using Microsoft.AspNetCore.Builder;

namespace AccountValidation.Functions.Tests.Runtime;

/// <summary>
/// The Juspay simulator in this process. The account id chooses the behaviour: docs/simulator.md lists all.
/// </summary>
internal sealed class SimulatedJuspay : IAsyncDisposable
{
    /// <summary>The only customer of the tests.</summary>
    public const string CustomerId = "cst_runtime";

    private readonly WebApplication _app;
    private readonly HttpClient _admin;

    private SimulatedJuspay(WebApplication app, Uri address) =>
        (_app, Address, _admin) = (app, address, new() { BaseAddress = address });

    public Uri Address { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SimulatedJuspay> StartAsync()
    {
        var (app, address) = await LoopbackServer.StartAsync(
            builder => builder.Services.AddJuspaySimulator(_ => { }), app => app.MapJuspaySimulator(""), Token);
        return new(app, address);
    }

    /// <summary>The ledger: one entry for each penny that was dropped, the account's id.</summary>
    public async Task<IReadOnlyList<string>> DropsAsync()
    {
        var ledger = await _admin.GetFromJsonAsync<Ledger>("admin/ledger", Token);
        return [.. ledger!.Drops.Select(drop => drop.CustomerAccountId)];
    }

    /// <summary>How old the check was when the first penny drop of an account arrived.</summary>
    public async Task<TimeSpan> AgeOfCheckAsync(string accountId)
    {
        var calls = (await _admin.GetFromJsonAsync<Account>($"admin/accounts/{CustomerId}/{accountId}", Token))!.Calls;
        var drop = calls.First(call => call.Method == "POST").At;
        return drop - calls.Last(call => call.Method == "GET" && call.At <= drop).At;
    }

    /// <summary>Answers the pending penny drop of an account.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="status"><c>ACTIVE</c> or <c>FAILURE</c>.</param>
    public async Task SettleAsync(string accountId, string status)
    {
        var answer = new { status };
        var path = $"admin/accounts/{CustomerId}/{accountId}/settle";
        using var response = await _admin.PostAsJsonAsync(path, answer, Token);
        response.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _admin.Dispose();
        return LoopbackServer.StopAsync(_app);
    }

    private sealed record Ledger(IReadOnlyList<Drop> Drops);

    private sealed record Drop(string CustomerAccountId);

    private sealed record Account(IReadOnlyList<Call> Calls);

    private sealed record Call(string Method, DateTimeOffset At);
}
