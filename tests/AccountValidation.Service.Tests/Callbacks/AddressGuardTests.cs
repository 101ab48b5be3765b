using System.Globalization;
using AccountValidation.Core;
using AccountValidation.Service.Callbacks;

namespace AccountValidation.Service.Tests.Callbacks;

/// <summary>
/// Addresses that are not public are not called: neither by their text nor, past that, by what a name resolves to.
/// </summary>
public sealed class AddressGuardTests
{
    private static readonly ReceiverAnswer NotAllowed = new(null, ReceiverErrors.AddressNotAllowed);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Hosts =>
        ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::]", "[::ffff:127.0.0.1]", "127.1"];

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task SendAsync_NotPublicByItsText_IsRefused(string host)
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);
        await using var wiring = new Wiring(
            Samples.Settings(receiver.Address) with
            {
                Callbacks = new() { AllowHttp = true },
            });

        Assert.Equal(
            NotAllowed, await wiring.Get<CallbackSender>().SendAsync(DeliveryTo(host, receiver), Token).InTime());
        Assert.Empty(receiver.Received);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task SendAsync_NotPublicByItsAddress_IsRefused(string host)
    {
        // The text's check is opened here, so that only the check of the address at connection time is left.
        await using var receiver = await HttpServer.AnsweringAsync(200);
        var openPolicy = new CallbackAddressPolicy(new() { AllowHttp = true, AllowPrivateNetworks = true });

        Assert.Equal(NotAllowed, await SendAsync(new() { AllowHttp = true }, openPolicy, DeliveryTo(host, receiver)));
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task SendAsync_LoopbackAllowed_OpensNoOtherPrivateAddress()
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);
        var openPolicy = new CallbackAddressPolicy(new() { AllowHttp = true, AllowPrivateNetworks = true });

        Assert.Equal(
            NotAllowed,
            await SendAsync(new() { AllowLoopback = true }, openPolicy, DeliveryTo("10.255.255.1", receiver)));
        Assert.Equal(
            new ReceiverAnswer(200),
            await SendAsync(new() { AllowLoopback = true }, openPolicy, DeliveryTo("127.0.0.1", receiver)));
    }

    [Fact]
    public async Task SendAsync_LoopbackAllowed_IsTriedInIPv6Too()
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);
        await using var wiring = new Wiring(
            Samples.Settings(receiver.Address) with
            {
                Callbacks = new() { AllowLoopback = true },
            });

        Assert.NotEqual(
            NotAllowed,
            await wiring.Get<CallbackSender>().SendAsync(DeliveryTo("[::1]", receiver), Token).InTime()
        ); // nobody listens there
    }

    [Fact]
    public async Task SendAsync_PrivateNetworksAllowed_Delivers()
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);
        await using var wiring = new Wiring(
            Samples.Settings(receiver.Address) with
            {
                Callbacks = new() { AllowHttp = true, AllowPrivateNetworks = true },
            });

        Assert.Equal(
            new ReceiverAnswer(200),
            await wiring.Get<CallbackSender>().SendAsync(DeliveryTo("localhost", receiver), Token).InTime());
    }

    [Fact]
    public async Task SendAsync_HostNoLongerListed_IsRefused()
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);
        await using var wiring = new Wiring(
            Samples.Settings(receiver.Address) with
            {
                Callbacks = new() { AllowLoopback = true, AllowedHosts = ["onboarding.example"] },
            });

        Assert.Equal(
            NotAllowed,
            await wiring.Get<CallbackSender>().SendAsync(DeliveryTo("127.0.0.1", receiver), Token).InTime());
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task SendAsync_PlainHttpNotAllowed_IsRefused()
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);
        await using var wiring = new Wiring(
            Samples.Settings(receiver.Address) with
            {
                Callbacks = new() { AllowPrivateNetworks = true },
            });

        Assert.Equal(
            NotAllowed,
            await wiring.Get<CallbackSender>().SendAsync(DeliveryTo("127.0.0.1", receiver), Token).InTime());
        Assert.Empty(receiver.Received);
    }

    private static SignedDelivery DeliveryTo(string host, HttpServer receiver)
    {
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{receiver.Address.Port}/hooks"));
        return new CallbackPayload(url, "msg_1", Samples.Utf8("{}")).Sign([Samples.Secret], Samples.Now);
    }

    private static async Task<ReceiverAnswer> SendAsync(
        CallbackSettings connecting, CallbackAddressPolicy byText, SignedDelivery delivery)
    {
        using var handler = Connecting.HandlerOf(connecting);
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        return await new CallbackSender(http, byText, connecting, TimeProvider.System, new(TimeProvider.System))
            .SendAsync(delivery, Token)
            .InTime();
    }
}
