using System.Net.Sockets;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Juspay;

/// <summary>
/// The network between one process of the host and Juspay. Calls on their way still arrive after the process dies.
/// </summary>
internal sealed class JuspayWire(World world, SimulatedJuspay juspay) : HttpMessageHandler
{
    private readonly Plan _plan = world.Plan;
    private readonly Random _chance = world.Chance;
    private readonly VirtualTime _time = world.Time;
    private readonly SimulatedJuspay _juspay = juspay;
    private readonly FateAnswers _answers = new(world.Chance, world.Time);
    private readonly int _life = world.Wire.BeginLife();
    private bool _isDead;

    /// <summary>True once all faults have ended.</summary>
    public bool IsHealthy { get; set; }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = new Exchange(_time, cancellationToken);
        var isPennyDrop = request.Method == HttpMethod.Post;
        var fate = IsHealthy ? Fate.Answered
            : _juspay.IsAway ? _chance.Pick(Fate.ConnectionRefused, Fate.RequestLost)
            : _chance.Pick(isPennyDrop && _plan.Juspay.PennyFates is { } fates ? fates : _plan.Juspay.Fates);
        if (!IsHealthy && isPennyDrop && _plan.Host.SlowConnections > 0 && _chance.Happens(_plan.Host.SlowConnections))
        {
            var connected = _plan.Settings.Juspay.Timeout * (1.2 * _chance.NextDouble());
            var begunAt = _time.Now;
            _time.After(connected, () => _time.Host.Reach(() => LeaveLate(request, exchange, fate, begunAt)));
        }
        else
        {
            Leave(request, exchange, fate, _time.Now);
        }

        return exchange.Response;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _isDead = true;
        base.Dispose(disposing);
    }

    private void LeaveLate(HttpRequestMessage request, Exchange exchange, Fate fate, TimeSpan begunAt)
    {
        if (_isDead || exchange.HasEnded)
        {
            return; // The sender cancelled before a connection.
        }

        try
        {
            Leave(request, exchange, fate, begunAt);
        }
        catch (Exception exception) when (exception is not Audits.BrokenGuaranteeException)
        {
            exchange.Fail(TimeSpan.Zero, exception); // The product refuses to send the call.
        }
    }

    private void Leave(HttpRequestMessage request, Exchange exchange, Fate fate, TimeSpan begunAt)
    {
        var there = Way();
        if (fate == Fate.ConnectionRefused)
        {
            world.Tell($"{request.Method} {request.RequestUri!.AbsolutePath} finds no connection");
            var cause = new SocketException((int)SocketError.ConnectionRefused);
            exchange.Fail(there, new HttpRequestException(HttpRequestError.ConnectionError, "refused", cause));
            return;
        }

        var call = WireCall.Of(request, _life, begunAt, _time) with { Juspay = _juspay };
        var account = _juspay.Under(call.CustomerId, call.AccountId);
        call.Owner = call.IsPennyDrop
            ? world.Books.PennyIsSent(account)
            : world.Books.RunningFor(account);
        world.Wire.Sent(call, exchange);
        world.Tell($"{request.Method} {account.Id} is sent: {fate}, {there} on the way");
        if (call.IsPennyDrop && world.Standstills.BeforeTheSocket())
        {
            _time.Host.Hold(() =>
            {
                call.LeftAt = _time.Now;
                Travel(call, account, exchange, fate, there);
            });
            return;
        }

        world.Standstills.AfterCall();
        Travel(call, account, exchange, fate, there);
    }

    private void Travel(WireCall call, Account account, Exchange exchange, Fate fate, TimeSpan there)
    {
        switch (fate)
        {
            case Fate.RequestLost:
                break;
            case Fate.BrokenBefore:
                exchange.Fail(
                    there,
                    _chance.Happens(0.2)
                        ? new SocketException((int)SocketError.NotConnected)
                        : new HttpRequestException(HttpRequestError.ResponseEnded, "broken"));
                break;
            case var _ when _answers.Before(fate, account) is { } answer:
                Say(call, exchange, there, answer);
                break;
            default:
                _time.After(there, () => Arrive(call, account, exchange, fate));
                break;
        }
    }

    private void Arrive(WireCall call, Account account, Exchange exchange, Fate fate)
    {
        if (_juspay.RefusesKey)
        {
            Say(call, exchange, Way(), Answers.KeyRefused());
            return;
        }

        // The rules prove absence up to this time. The network loses a later penny drop on its way.
        if (call.IsPennyDrop && _time.Now >= IntentOf(call) + _plan.ArrivesWithin)
        {
            return;
        }

        // An assumption about Juspay: checks show a refused POST that took effect.
        if (call.IsPennyDrop && fate == Fate.PutOffAfter && account.Check(_time.TimeOfDay).HidesTheNext)
        {
            Say(call, exchange, Way(), _answers.Before(Fate.PutOff, account)!);
            return;
        }

        var answer = call.IsPennyDrop
            ? _juspay.Validate(account, call.Owner!, IntentOf(call) + _plan.ShownWithin)
            : _juspay.Check(account, mayBeBehind: !IsHealthy);
        world.Tell($"{(call.IsPennyDrop ? "POST" : "GET")} {account.Id} arrives: {answer.Status} {answer.Shown}");
        world.Others.AfterCheck(call, account);
        switch (fate)
        {
            case Fate.AnswerLost:
                break;
            case Fate.BrokenAfter:
                exchange.Fail(Way(), new HttpRequestException(HttpRequestError.ResponseEnded, "broken"));
                break;
            default:
                Say(call, exchange, Way(), _answers.After(fate, account, answer));
                break;
        }
    }

    private void Say(WireCall call, Exchange exchange, TimeSpan after, Answer answer) =>
        exchange.Answer(after, answer, cameAt =>
        {
            if (!_isDead)
            {
                world.Wire.Answered(call, answer, cameAt);
            }
        });

    // Waits that count from the intent start later when the standstill of the host delayed the call.
    private TimeSpan IntentOf(WireCall call) =>
        call.DoubtedFrom(_plan.Settings.Juspay.Timeout) - _plan.Settings.Juspay.Timeout;

    private TimeSpan Way() => IsHealthy ? TimeSpan.FromMilliseconds(50)
        : _chance.Happens(_plan.Juspay.Slow) ? _chance.Between(TimeSpan.Zero, _plan.Settings.Juspay.Timeout * 4)
        : _chance.Around(_plan.Juspay.Latency);
}
