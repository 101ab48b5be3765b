using System.Net.Sockets;
using AccountValidation.Simulation.Juspay;
using AccountValidation.Simulation.Plans;
using AccountValidation.Simulation.Time;

namespace AccountValidation.Simulation.Receivers;

/// <summary>The network between one process of the host and the receivers.</summary>
internal sealed class ReceiverWire(Plan plan, Random chance, VirtualTime time, SimulatedReceivers receivers)
    : HttpMessageHandler
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    /// <summary>True once all faults have ended.</summary>
    public bool IsHealthy { get; set; }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = BodyOf(request);
        var (id, timestamp, signatures) = (
            Header(request, "webhook-id"), Header(request, "webhook-timestamp"), Header(request, "webhook-signature"));
        var receiver = request.RequestUri!.Host["receiver-".Length] - '0';
        var exchange = new Exchange(time, cancellationToken);
        var there = chance.Around(Latency);
        if (IsFailing(receiver) && chance.Happens(0.3))
        {
            exchange.Fail(
                there,
                new HttpRequestException(
                    HttpRequestError.ConnectionError,
                    "refused",
                    new SocketException((int)SocketError.ConnectionRefused)));
        }
        else
        {
            var restores = receivers.Restores;
            time.After(there, () =>
            {
                if (restores == receivers.Restores)
                {
                    Arrive(exchange, receiver, id, () => receivers.Arrive(id, timestamp, signatures, body));
                }
            });
        }

        return exchange.Response;
    }

    private void Arrive(Exchange exchange, int receiver, string id, Action arrive)
    {
        arrive();
        var status = IsFailing(receiver)
            ? chance.Pick(500, 503, 429, 302, 404, 0, 0, 410, 200)
            : chance.Pick(200, 202, 204);
        if (status == 410 && receivers.Down.Contains(receiver) && !chance.Happens(0.1))
        {
            status = 500;
        }

        if (status is >= 200 and < 300)
        {
            receivers.Take(id);
        }

        if (status > 0)
        {
            var back =
                IsHealthy ? Latency
                : chance.Happens(0.05) ? plan.Settings.Callbacks.Timeout * 2
                : chance.Around(Latency);
            exchange.Answer(back, status, "", chance.Happens(0.1) ? TimeSpan.FromSeconds(chance.Pick(1, 3600)) : null);
        }
    }

    private bool IsFailing(int receiver) =>
        !IsHealthy && (receivers.Down.Contains(receiver) || chance.Happens(plan.Receivers.FaultRate));

    private static byte[] BodyOf(HttpRequestMessage request)
    {
        using var body = new MemoryStream();
        request.Content!.CopyTo(body, context: null, CancellationToken.None);
        return body.ToArray();
    }

    private static string Header(HttpRequestMessage request, string name) =>
        string.Join(' ', request.Headers.GetValues(name));
}
