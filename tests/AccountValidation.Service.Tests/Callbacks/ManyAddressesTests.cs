using System.Net.Sockets;
using AccountValidation.Core;
using AccountValidation.Service.Callbacks;

namespace AccountValidation.Service.Tests.Callbacks;

/// <summary>Receivers behind a name with several addresses: some dead, some that may not be called.</summary>
public sealed class ManyAddressesTests
{
    private const string Public = "93.184.216.34";
    private const string PublicV6 = "2606:2800:220:1::1";

    private static readonly ReceiverAnswer NotAllowed = new(null, ReceiverErrors.AddressNotAllowed);
    private static readonly ReceiverAnswer Failed = new(null, ReceiverErrors.ConnectionFailed);

    private readonly RaceClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> NotPublic =>
    [
        "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.8.8.8", "168.63.129.16", "169.254.169.254", "172.16.0.1",
        "192.168.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "fc00::1", "fe80::1", "fe80::1%1",
        "ff02::1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::10.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1",
    ];

    [Fact]
    public async Task SendAsync_FirstAddressIsDead_IsDeliveredToTheSecond()
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);
        var network = new FakeNetwork(_clock, "::1 dead", "127.0.0.1 good");
        await using var wiring = new Wiring(Samples.Settings(receiver.Address), network.Register, _clock);

        var call = wiring.Get<CallbackSender>().SendAsync(DeliveryTo("localhost", receiver.Address.Port), Token);
        await _clock.PassDelayAsync();

        Assert.Equal(new ReceiverAnswer(200), await call.InTime());
        Assert.Single(receiver.Received);
    }

    [Theory]
    [MemberData(nameof(NotPublic))]
    public async Task SendAsync_OneAddressIsNotPublic_ConnectsToNone(string address)
    {
        var first = new FakeNetwork(_clock, address + " good", Public + " good");
        var last = new FakeNetwork(_clock, Public + " good", PublicV6 + " good", address + " good");

        Assert.Equal(NotAllowed, await SendAsync(first, new() { AllowHttp = true }));
        Assert.Equal(NotAllowed, await SendAsync(last, new() { AllowHttp = true }));
        Assert.Empty(first.Addresses.Concat(last.Addresses));
    }

    [Fact]
    public async Task SendAsync_LoopbackAllowed_OpensNoOtherAddressOfTheName()
    {
        var mixed = new FakeNetwork(_clock, "127.0.0.1 refused", "10.0.0.1 good");
        var loopback = new FakeNetwork(_clock, "127.0.0.1 refused", "::1 refused", "::ffff:127.0.0.1 refused");

        Assert.Equal(NotAllowed, await SendAsync(mixed, new() { AllowLoopback = true }));
        Assert.Empty(mixed.Addresses);
        Assert.Equal(Failed, await SendAsync(loopback, new() { AllowLoopback = true }));
        Assert.Equal(3, loopback.Addresses.Count);
    }

    [Fact]
    public async Task SendAsync_AllAddressesArePublic_ConnectsToThoseAlone()
    {
        var network = new FakeNetwork(_clock, Public + " refused", "8.8.8.8 refused", PublicV6 + " lost");

        Assert.Equal(Failed, await SendAsync(network, new() { AllowHttp = true }));
        Assert.Equal([Public, PublicV6, "8.8.8.8"], network.Addresses);
    }

    [Fact]
    public async Task SendAsync_PrivateNetworksAllowed_ConnectsToAnyAddress()
    {
        var network = new FakeNetwork(_clock, "10.0.0.1 refused", "169.254.169.254 refused");

        Assert.Equal(Failed, await SendAsync(network, new() { AllowHttp = true, AllowPrivateNetworks = true }));
        Assert.Equal(2, network.Addresses.Count);
    }

    [Fact]
    public async Task SendAsync_PlainHttpNotAllowed_ConnectsToNone()
    {
        var network = new FakeNetwork(_clock, Public + " good");

        Assert.Equal(NotAllowed, await SendAsync(network, new()));
        Assert.Empty(network.Addresses);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.NoData)]
    public async Task SendAsync_NameDoesNotResolve_IsNameNotFound(SocketError fault)
    {
        var network = new FakeNetwork(_clock) { LookUpFault = fault };

        Assert.Equal(new(null, ReceiverErrors.NameNotFound), await SendAsync(network, new() { AllowHttp = true }));
    }

    private static SignedDelivery DeliveryTo(string host, int port)
    {
        var payload = new CallbackPayload(new($"http://{host}:{port}/"), "msg_1", Samples.Utf8("{}"));
        return payload.Sign([Samples.Secret], Samples.Now);
    }

    // The text's check is opened here, so that only the check of the addresses is left.
    private async Task<ReceiverAnswer> SendAsync(FakeNetwork network, CallbackSettings settings)
    {
        using var handler = CallbackHandler.Create(settings, new(settings), network.NewRace());
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var byText = new CallbackAddressPolicy(new() { AllowHttp = true, AllowPrivateNetworks = true });
        var sender = new CallbackSender(http, byText, settings, _clock, new(_clock));
        return await sender.SendAsync(DeliveryTo("onboarding.example", 80), Token).InTime();
    }
}
