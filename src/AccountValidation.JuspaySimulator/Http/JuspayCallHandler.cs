using Microsoft.Extensions.Options;

namespace AccountValidation.JuspaySimulator;

/// <summary>Takes one call to Juspay from its headers to its answer.</summary>
internal sealed class JuspayCallHandler(
    Simulator simulator,
    CallLog calls,
    TimeProvider clock,
    IOptions<JuspaySimulatorOptions> options,
    IHostApplicationLifetime lifetime)
{
    public async Task HandleAsync(HttpContext context, AccountKey key, Calls kind)
    {
        var call = new JuspayCall(key, kind, Gatekeeper.AcceptsKey(context.Request.Headers.Authorization, options.Value.ApiKey), RoutingId(context));
        var logged = calls.Begin(call, simulator.IsForeign(key.CustomerId, call.RoutingId), clock.GetUtcNow());

        // The body is read first: whatever goes wrong then goes wrong after Juspay has the whole request.
        var amount = await ReadAmountAsync(context.Request);
        var reply = simulator.Arrive(call)
            ?? (kind is Calls.Validate ? await ValidateAsync(key, amount) : simulator.Look(key));

        // Logged before it is sent, so that a client that has its answer finds it in the log.
        calls.End(logged, reply.Answer.HttpStatus);
        await ReplyWriter.WriteAsync(context, reply, clock, lifetime.ApplicationStopping);
    }

    // Waits even when the client has gone away, because that does not stop a bank either. Only the end of the process does.
    private async Task<Reply> ValidateAsync(AccountKey key, string? amount)
    {
        var stopping = lifetime.ApplicationStopping;
        var wait = simulator.Inspect(key).Facts.Script.Wait;
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return stopping.IsCancellationRequested
            ? simulator.Look(key) with { Answer = new Answer.Reset() }
            : simulator.Drop(key, amount);
    }

    private static string? RoutingId(HttpContext context) =>
        context.Request.Headers["x-routing-id"].ToString() is { Length: > 0 } routingId ? routingId : null;

    private static async Task<string?> ReadAmountAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return form["amount"].ToString() is { Length: > 0 } amount ? amount : null;
    }
}
