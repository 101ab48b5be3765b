using System.Net.Http.Headers;
using System.Text;
using AccountValidation.JuspaySimulator.Accounts;
using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Http;

/// <summary>Serves Juspay's two routes, from the headers of a call to its answer.</summary>
/// <param name="simulator">Decides every answer.</param>
/// <param name="calls">Logs every call.</param>
/// <param name="clock">Times the waits of scripts.</param>
/// <param name="apiKey">The only accepted API key. Null: any key that is not empty.</param>
/// <param name="stopping">Ends every wait.</param>
internal sealed class JuspayEndpoints(
    Simulator simulator, CallLog calls, TimeProvider clock, string? apiKey, CancellationToken stopping)
{
    private const string Account = "/customers/{customer_id}/customer-accounts/{customer_account_id}";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Account, context => HandleAsync(context, Calls.Check));
        endpoints.MapPost(Account + "/validate", context => HandleAsync(context, Calls.PennyDrop));
    }

    /// <summary>Whether HTTP Basic carries the API key as user name and an empty password.</summary>
    /// <param name="authorization">The header's value.</param>
    /// <param name="expectedKey">Null: any key that is not empty.</param>
    internal static bool AcceptsKey(string? authorization, string? expectedKey)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header)
            || !"Basic".Equals(header.Scheme, StringComparison.OrdinalIgnoreCase)
            || header.Parameter is not { } parameter)
        {
            return false;
        }

        var buffer = new byte[parameter.Length];
        return Convert.TryFromBase64String(parameter, buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2) is [{ Length: > 0 } user, ""]
            && (expectedKey is null || user == expectedKey);
    }

    private static Task HandleAsync(HttpContext context, Calls kind)
    {
        var values = context.Request.RouteValues;
        var account = new AccountKey((string)values["customer_id"]!, (string)values["customer_account_id"]!);
        return context.RequestServices.GetRequiredService<JuspayEndpoints>().AnswerAsync(context, account, kind);
    }

    private async Task AnswerAsync(HttpContext context, AccountKey account, Calls kind)
    {
        var headers = context.Request.Headers;
        var routingId = NullIfEmpty(headers["x-routing-id"].ToString());
        var call = new JuspayCall(account, kind, AcceptsKey(headers.Authorization, apiKey), routingId);
        var logged = calls.Begin(call, simulator.IsForeign(account.CustomerId, routingId), clock.GetUtcNow());

        // Reads the body first: every fault happens after Juspay has the whole request.
        var amount = await ReadAmountAsync(context.Request);
        var reply = simulator.Receive(call)
            ?? (kind is Calls.PennyDrop ? await DropPennyAsync(account, amount) : simulator.Check(account));

        // Logs before the send: a client that has its answer finds the answer in the log.
        calls.End(logged, reply.Answer.HttpStatus);
        await ReplyWriter.WriteAsync(context, reply, clock, stopping);
    }

    // Waits on after the client hung up, as a bank does. The end of the process alone stops the wait.
    private async Task<Reply> DropPennyAsync(AccountKey account, string? amount)
    {
        var wait = simulator.Inspect(account).Facts.Script.Wait;
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return stopping.IsCancellationRequested
            ? simulator.Check(account) with { Answer = new Answer.Reset() }
            : simulator.DropPenny(account, amount);
    }

    private static async Task<string?> ReadAmountAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return NullIfEmpty(form["amount"].ToString());
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
