using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using AccountValidation.Core;
using AccountValidation.Service.Callbacks;

namespace AccountValidation.Service.Tests.Hostile;

/// <summary>
/// A name that resolves to a public address when it is checked and to a private one when it is connected to (DNS
/// rebinding). There is no second look-up that could be answered otherwise: a connection has one, whose addresses are
/// checked and connected to.
/// </summary>
[Collection(nameof(Alone))]
public sealed class RebindingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_ToAName_LooksItUpOnceForEachConnection()
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);
        await using var wiring = new Wiring(receiver.Address);
        using var network = new NetworkEvents();
        var url = new Uri(
            string.Create(CultureInfo.InvariantCulture, $"http://localhost:{receiver.Address.Port}/hooks"));

        Assert.Equal(new ReceiverAnswer(200), await SendAsync(wiring, url));
        Assert.Equal(new ReceiverAnswer(200), await SendAsync(wiring, url));

        // The second delivery goes over the connection of the first: no look-up, and no other address.
        Assert.Equal(["localhost"], network.LookedUp);
    }

    [Fact]
    public async Task SendAsync_ToAnotherNameOfTheSameReceiver_IsCheckedAgain()
    {
        // One client, whose pool holds an open connection to the receiver: under another name it is of no use.
        await using var receiver = await HttpServer.AnsweringAsync(200);
        await using var wiring = new Wiring(receiver.Address);
        using var network = new NetworkEvents();

        Assert.Equal(new ReceiverAnswer(200), await SendAsync(wiring, new(receiver.Address, "hooks")));
        Assert.Equal(
            new ReceiverAnswer(200),
            await SendAsync(
                wiring,
                new(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{receiver.Address.Port}/hooks"))));

        Assert.Equal(["localhost"], network.LookedUp);
    }

    [Fact]
    public async Task SendAsync_NameThatResolvesToAPrivateAddress_IsRefusedAfterTheLookUp()
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);
        var settings = new CallbackSettings { AllowHttp = true };
        using var handler = Connecting.HandlerOf(settings);
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var network = new NetworkEvents();
        var byText = new CallbackAddressPolicy(new() { AllowHttp = true, AllowPrivateNetworks = true });
        var url = new Uri(
            string.Create(CultureInfo.InvariantCulture, $"http://localhost:{receiver.Address.Port}/hooks"));

        var answer = await new CallbackSender(http, byText, settings, TimeProvider.System, new(TimeProvider.System))
            .SendAsync(DeliveryTo(url), Token)
            .InTime();

        Assert.Equal(new ReceiverAnswer(null, ReceiverErrors.AddressNotAllowed), answer);
        Assert.Equal(["localhost"], network.LookedUp);
        Assert.Empty(receiver.Received);
    }

    private static SignedDelivery DeliveryTo(Uri url) =>
        new CallbackPayload(url, "msg_1", Samples.Utf8("{}")).Sign([Samples.Secret], Samples.Now);

    private static Task<ReceiverAnswer> SendAsync(Wiring wiring, Uri url) =>
        wiring.Get<CallbackSender>().SendAsync(DeliveryTo(url), Token).InTime();

    /// <summary>What the framework says it looks up.</summary>
    private sealed class NetworkEvents : EventListener
    {
        private readonly ConcurrentQueue<string> _lookedUp = new();

        public IReadOnlyCollection<string> LookedUp => _lookedUp;

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "System.Net.NameResolution")
            {
                EnableEvents(eventSource, EventLevel.Informational);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData is { EventName: "ResolutionStart", Payload: [string name, ..] })
            {
                _lookedUp?.Enqueue(name);
            }
        }
    }
}

/// <summary>Tests that listen to the whole process.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
