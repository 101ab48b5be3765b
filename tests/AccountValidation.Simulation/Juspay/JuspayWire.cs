using System.Net.Sockets;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Promises;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Juspay;

/// <summary>The network between one process of the host and Juspay. Calls that are on their way when the process dies still arrive.</summary>
internal sealed class JuspayWire(World world) : HttpMessageHandler
{
    private static readonly string[] GarbageBodies =
    [
        "", "null", "[]", "<html><body>502 Bad Gateway</body></html>", "{\"validation_status\":", "{\"validation_status\":\"DONE\"}", "{\"status\":\"error\"}", "\u0000\u0001",
    ];

    private readonly Plan _plan = world.Plan;
    private readonly Random _chance = world.Chance;
    private readonly VirtualTime _time = world.Time;
    private readonly SimulatedJuspay _juspay = world.Juspay;

    /// <summary>True once nothing goes wrong any more.</summary>
    public bool IsHealthy { get; set; }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = Call.Of(request);
        var account = _juspay[call.AccountId];
        var sender = call.IsPennyDrop ? world.Books.PennyIsSent(account, _time.HostTimeOfDay) : "";
        var exchange = new Exchange(_time, cancellationToken);
        var fate = IsHealthy ? Fate.Answered : _juspay.IsAway ? _chance.Pick(Fate.ConnectionRefused, Fate.RequestLost) : _chance.Pick(_plan.Juspay.Fates);
        var there = Way();
        var sentAt = _time.Now;
        world.Tell($"{request.Method} {account.Id} is sent: {fate}, {there} on the way");
        switch (fate)
        {
            case Fate.ConnectionRefused:
                exchange.Fail(there, new HttpRequestException(HttpRequestError.ConnectionError, "refused", new SocketException((int)SocketError.ConnectionRefused)));
                break;
            case Fate.RequestLost:
                break;
            case Fate.BrokenBefore:
                exchange.Fail(there, _chance.Happens(0.2) ? new SocketException((int)SocketError.NotConnected) : new HttpRequestException(HttpRequestError.ResponseEnded, "broken"));
                break;
            case Fate.ErrorBefore:
                exchange.Answer(there, _chance.Pick(500, 502, 503, 504), "", RetryAfter());
                break;
            case Fate.Throttled:
                exchange.Answer(there, 429, "", RetryAfter());
                break;
            case Fate.Redirected:
                exchange.Answer(there, 302, "", null);
                break;
            case Fate.Refused:
                exchange.Answer(there, _chance.Pick(400, 404, 422), "{\"status\":\"error\",\"error_code\":\"not_found\"}", null);
                break;
            default:
                _time.After(there, () => Arrive(call, account, sender, sentAt, exchange, fate));
                break;
        }

        return exchange.Response;
    }

    private void Arrive(Call call, Account account, string sender, TimeSpan sentAt, Exchange exchange, Fate fate)
    {
        if (_juspay.RefusesKey)
        {
            exchange.Answer(Way(), 401, "{\"status\":\"error\",\"error_code\":\"access_denied\"}", null);
            return;
        }

        // Absence is proved up to a time; a penny that would come later than that is lost on its way.
        if (call.IsPennyDrop && _time.Now - sentAt >= _plan.ArrivesWithin)
        {
            return;
        }

        var body = call.IsPennyDrop ? _juspay.Validate(account, sender, sentAt + _plan.ShownWithin) : _juspay.Look(account);
        world.Tell($"{(call.IsPennyDrop ? "POST" : "GET")} {account.Id} arrives: {body[^75..]}");
        switch (fate)
        {
            case Fate.AnswerLost:
                break;
            case Fate.BrokenAfter:
                exchange.Fail(Way(), new HttpRequestException(HttpRequestError.ResponseEnded, "broken"));
                break;
            case Fate.ErrorAfter:
                exchange.Answer(Way(), _chance.Pick(500, 502, 503, 504, 408, 409), "", RetryAfter());
                break;
            case Fate.Garbage:
                exchange.Answer(Way(), 200, _chance.Pick(GarbageBodies), null);
                break;
            case Fate.Truncated:
                exchange.Answer(Way(), 200, BodyEnd.Breaks, body[.._chance.Next(body.Length)]);
                break;
            case Fate.Hanging:
                exchange.Answer(Way(), 200, BodyEnd.NeverComes, body[.._chance.Next(body.Length)]);
                break;
            default:
                exchange.Answer(Way(), 200, body, null);
                break;
        }
    }

    private TimeSpan Way() => IsHealthy ? TimeSpan.FromMilliseconds(50)
        : _chance.Happens(_plan.Juspay.Slow) ? _chance.Between(TimeSpan.Zero, _plan.Settings.Juspay.Timeout * 4)
        : _chance.Around(_plan.Juspay.Latency);

    private TimeSpan? RetryAfter() => _chance.Happens(0.7) ? null : TimeSpan.FromSeconds(_chance.Pick(1, 30, 600));

    private readonly record struct Call(string AccountId, bool IsPennyDrop)
    {
        // /customers/{customer}/customer-accounts/{account}[/validate]
        public static Call Of(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.Split('/') is ["", "customers", _, "customer-accounts", var account, .. var rest]
            ? new(account, request.Method == HttpMethod.Post && rest is ["validate"])
            : throw new BrokenPromiseException($"{request.Method} {request.RequestUri} is no call of Juspay's API.");
    }
}
