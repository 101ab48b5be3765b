using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>
/// A Juspay that tells all its data wherever possible: in bodies, errors, headers and nonsense. The account's id up to
/// a <c>.</c> names the behaviour.
/// </summary>
internal sealed class TalkativeJuspay : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _drops = new();

    private TalkativeJuspay(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Every behaviour. A validation with any behaviour except the last settles or is cancelled.</summary>
    public static IReadOnlyList<string> Behaviours { get; } =
    [
        "active",
        "vpa",
        "failure",
        "pending",
        "missing",
        "bad",
        "refused",
        "error",
        "garbage",
        "status",
        "redirect",
        "silent",
        "broken",
        "limited",
        "forever",
    ];

    public Uri Address { get; }

    public static async Task<TalkativeJuspay> StartAsync()
    {
        TalkativeJuspay? juspay = null;
        var (app, address) = await LoopbackServer.StartAsync(
            _ => { },
            app =>
            {
                app.MapGet("/customers/{customer}/customer-accounts/{account}", (HttpContext context, string account) =>
                    juspay!.AnswerAsync(context, account, isDrop: false));
                app.MapPost(
                    "/customers/{customer}/customer-accounts/{account}/validate",
                    (HttpContext context, string account) => juspay!.AnswerAsync(context, account, isDrop: true));
            },
            TestContext.Current.CancellationToken);
        return juspay = new(app, address);
    }

    public ValueTask DisposeAsync() => LoopbackServer.StopAsync(_app);

    private async Task AnswerAsync(HttpContext context, string account, bool isDrop)
    {
        context.Response.Headers["x-request-id"] = Details;
        context.Response.Headers["x-account"] = Details;
        var dropped = _drops.AddOrUpdate(account, isDrop ? 1 : 0, (_, drops) => drops + (isDrop ? 1 : 0));
        var troubled = isDrop && dropped == 1;
        switch (account.Split('.')[0])
        {
            case "missing" or "bad" when isDrop || account.StartsWith("missing", StringComparison.Ordinal):
                await WriteAsync(context, account.StartsWith("missing", StringComparison.Ordinal) ? 404 : 400, Error);
                break;
            case "refused" when dropped < 2:
                await WriteAsync(context, isDrop ? 401 : 200, isDrop ? Error : Body("CREATED", account, dropped));
                break;
            case "error" when troubled:
                await WriteAsync(context, 500, $"<html>Exception: {Details} at {Seed.JuspayKey.Value}</html>");
                break;
            case "garbage" when troubled:
                await WriteAsync(context, 200, Body("ACTIVE", account, dropped)[..^20]);
                break;
            case "status" when troubled:
                await WriteAsync(context, 200, Body(Seed.AccountNumber.Value, account, dropped));
                break;
            case "redirect" when troubled:
                context.Response.Headers.Location = $"/elsewhere/{Uri.EscapeDataString(Details)}";
                await WriteAsync(context, 302, Error);
                break;
            case "limited" when troubled:
                await WriteAsync(context, 429, Error);
                break;
            case "silent" when troubled:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "broken" when troubled:
                context.Abort();
                break;
            default:
                await WriteAsync(context, 200, Body(StatusOf(account, dropped), account, dropped));
                break;
        }
    }

    private static string StatusOf(string account, int dropped) => account switch
    {
        _ when dropped == 0 => "CREATED",
        _ when account.StartsWith("forever", StringComparison.Ordinal) => "PENDING",
        _ when account.StartsWith("failure", StringComparison.Ordinal) => "FAILURE",
        _ => "ACTIVE",
    };

    private static string Details => $"{Seed.AccountNumber.Value} {Seed.Vpa.Value}@yesg Zebulon";

    private static string Body(string status, string account, int dropped) =>
        JsonSerializer.Serialize(
            new
            {
                id = account,
                validation_status = status,
                last_validated = status == "CREATED" ? null : $"2026-11-22T10:{dropped:00}:00Z",
                account_details = new
                {
                    account_number = Seed.AccountNumber.Value,
                    ifsc = "YESB0000001",
                    bank_name = "Yes Bank",
                    beneficiary_name = Seed.Beneficiary.Value,
                    vpa = $"{Seed.Vpa.Value}@yesg",
                },
                account_number = Seed.AccountNumber.Value,
                note = Details,
            });

    private static string Error =>
        JsonSerializer.Serialize(
            new
            {
                status = "error",
                error_code = $"refused for {Details}",
                error_message = Details,
                error_info = new
                {
                    user_message = Details,
                    developer_message = $"Key {Seed.JuspayKey.Value}, {Seed.Beneficiary.Value}",
                    code = Seed.AccountNumber.Value,
                    category = "USER_ERROR",
                },
            });

    private static Task WriteAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
