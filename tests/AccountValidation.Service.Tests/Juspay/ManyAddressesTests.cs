using System.Net.Sockets;
using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>Juspay behind a name with several addresses, some of them bad.</summary>
public sealed class ManyAddressesTests
{
    private readonly RaceClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("::1")]
    [InlineData("127.0.0.2")]
    public async Task Call_FirstAddressIsDead_IsAnsweredByTheSecond(string dead)
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        var network = new FakeNetwork(_clock, dead + " dead", "127.0.0.1 good");
        var named = new Uri($"http://localhost:{server.Address.Port}/");
        await using var wiring = new Wiring(named, network.Register, _clock);
        var client = wiring.Get<JuspayClient>();

        var call = client.DropPennyAsync(Samples.Request(), mayLeave: () => true, Token);
        await _clock.PassDelayAsync();

        Assert.IsType<JuspayReply.Answered>(await call.InTime());
        Assert.Equal([dead, "127.0.0.1"], network.Addresses);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task Call_AllAddressesAreDead_TimesOut()
    {
        var network = new FakeNetwork(_clock, "127.0.0.1 dead", "127.0.0.2 dead");
        await using var wiring = new Wiring(new Uri("http://localhost:9/"), network.Register, _clock);

        var call = wiring.Get<JuspayClient>().GetAccountAsync(Samples.Request(), Token);
        await network.BegunAsync();
        wiring.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(new JuspayReply.Unclear(ReplyCauses.TimeOut), await call.InTime());
    }

    [Theory]
    [InlineData("refused", "refused", true)]
    [InlineData("unreachable", "refused", true)]
    [InlineData("refused", "lost", false)]
    [InlineData("lost", "refused", false)]
    [InlineData("lost", "lost", false)]
    public async Task Call_AllAddressesFail_IsNotSentWhenEachWasRefused(string one, string other, bool isRefused)
    {
        var network = new FakeNetwork(_clock, $"127.0.0.1 {one}", $"127.0.0.2 {other}");

        JuspayReply expected = isRefused
            ? new JuspayReply.NotAccepted(ReplyCauses.ConnectionRefused)
            : new JuspayReply.Unclear(ReplyCauses.ConnectionBroken);
        Assert.Equal(expected, await GetAsync(network));
    }

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.NoData)]
    [InlineData(SocketError.NoRecovery)]
    public async Task Call_NameDoesNotResolve_IsNotSent(SocketError fault)
    {
        var network = new FakeNetwork(_clock) { LookUpFault = fault };

        Assert.Equal(new JuspayReply.NotAccepted(ReplyCauses.NameNotFound), await GetAsync(network));
    }

    [Fact]
    public async Task Call_NameHasNoAddress_IsNotSent() =>
        Assert.Equal(new JuspayReply.NotAccepted(ReplyCauses.NameNotFound), await GetAsync(new(_clock)));

    private async Task<JuspayReply> GetAsync(FakeNetwork network)
    {
        await using var wiring = new Wiring(new Uri("http://localhost:9/"), network.Register, _clock);
        return await wiring.Get<JuspayClient>().GetAccountAsync(Samples.Request(), Token).InTime();
    }
}
