using System.Net;
using System.Net.Sockets;
using AccountValidation.Service.Http;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests.Http;

/// <summary>
/// Attempts begin 250 ms apart or when one fails; the first connection wins, the others leave nothing behind.
/// </summary>
public sealed class AddressRaceTests
{
    private readonly FakeTimeProvider _clock = new(Samples.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_FirstAddressIsDead_TriesTheNextAfterTheDelay()
    {
        await using var server = await HttpServer.SilentAsync();
        var network = new FakeNetwork(_clock, "127.0.0.2 dead", "127.0.0.3 dead", "127.0.0.1 good");

        var call = ConnectAsync(network, server.Address.Port);
        await network.BegunAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(249));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await network.BegunAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        await using var stream = await call.InTime();

        Assert.Equal(
            [("127.0.0.2", 0), ("127.0.0.3", 250), ("127.0.0.1", 500)],
            network.Attempts.Select(attempt => (attempt.Address, (int)(attempt.At - Samples.Now).TotalMilliseconds)));
        Assert.Equal(server.Address.Port, ((IPEndPoint)((NetworkStream)stream).Socket.RemoteEndPoint!).Port);
        Assert.All(network.Tokens.Take(2), token => Assert.True(token.IsCancellationRequested));
    }

    [Fact]
    public async Task Connect_AnAttemptFails_TriesTheNextAtOnce()
    {
        await using var server = await HttpServer.SilentAsync();
        var network = new FakeNetwork(
            _clock, "::2 unreachable", "127.0.0.2 refused", "127.0.0.1 good");

        await using var stream = await ConnectAsync(network, server.Address.Port).InTime();

        Assert.Equal(3, network.Attempts.Count);
    }

    [Fact]
    public async Task Connect_AnAttemptFailsWhileAnotherIsPending_TriesTheNextAtOnce()
    {
        await using var server = await HttpServer.SilentAsync();
        var network = new FakeNetwork(_clock, "127.0.0.2 dead", "127.0.0.3 refused", "127.0.0.1 good");

        var call = ConnectAsync(network, server.Address.Port);
        await network.BegunAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        await using var stream = await call.InTime();

        Assert.Equal(["127.0.0.2", "127.0.0.3", "127.0.0.1"], network.Addresses);
    }

    [Fact]
    public async Task Connect_FirstAddressAnswers_TriesNoOther()
    {
        await using var server = await HttpServer.SilentAsync();
        var network = new FakeNetwork(_clock, "127.0.0.1 good", "127.0.0.2 dead");

        await using var stream = await ConnectAsync(network, server.Address.Port).InTime();

        Assert.Equal(["127.0.0.1"], network.Addresses);
    }

    [Theory]
    [InlineData("::1 ::2 ::3 127.0.0.1 127.0.0.2", "::1 127.0.0.1 ::2 127.0.0.2 ::3")]
    [InlineData("127.0.0.1 127.0.0.2 ::1", "127.0.0.1 ::1 127.0.0.2")]
    [InlineData("127.0.0.1 ::1 ::2 127.0.0.2", "127.0.0.1 ::1 127.0.0.2 ::2")]
    [InlineData("127.0.0.3 127.0.0.1 127.0.0.2", "127.0.0.3 127.0.0.1 127.0.0.2")]
    public async Task Connect_TwoFamilies_AreTriedInTurn(string resolved, string tried)
    {
        var network = new FakeNetwork(_clock, [.. resolved.Split(' ').Select(address => address + " refused")]);

        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(network, 1).InTime());

        Assert.Equal(tried.Split(' '), network.Addresses);
    }

    [Theory]
    [InlineData("refused", "refused", SocketError.ConnectionRefused)]
    [InlineData("refused", "lost", SocketError.TimedOut)]
    [InlineData("lost", "refused", SocketError.TimedOut)]
    [InlineData("unreachable", "refused", SocketError.NetworkUnreachable)]
    public async Task Connect_AllFail_MakesTheWeakestClaim(string one, string other, SocketError claim)
    {
        var network = new FakeNetwork(_clock, $"127.0.0.1 {one}", $"127.0.0.2 {other}", "127.0.0.3 refused");

        var fault = await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(network, 1).InTime());

        Assert.Equal(claim, fault.SocketErrorCode);
        Assert.Equal(3, network.Attempts.Count);
    }

    [Fact]
    public async Task Connect_Cancelled_EndsAllAttempts()
    {
        var network = new FakeNetwork(_clock, "127.0.0.1 dead", "127.0.0.2 dead", "127.0.0.3 good");
        using var callers = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var call = network.NewRace().ConnectAsync(await AddressesAsync(network), 1, callers.Token);
        await network.BegunAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        await network.BegunAsync();
        await callers.CancelAsync();

        var fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.InTime());
        Assert.Equal(callers.Token, fault.CancellationToken);
        Assert.Equal(2, network.Attempts.Count);
        Assert.All(network.Tokens, token => Assert.True(token.IsCancellationRequested));
    }

    [Fact]
    public async Task Connect_LoserConnectsAllTheSame_IsDisposed()
    {
        var streams = new Dictionary<string, TaskCompletionSource<Stream>>
        {
            ["127.0.0.1"] = new(TaskCreationOptions.RunContinuationsAsynchronously),
            ["127.0.0.2"] = new(TaskCreationOptions.RunContinuationsAsynchronously),
        };
        var begun = new SemaphoreSlim(0);
        var race = new AddressRace(Connections.ResolveAsync, Open, _clock);
        await using var winner = new NotedStream();
        await using var loser = new NotedStream();

        var call = race.ConnectAsync([IPAddress.Parse("127.0.0.1"), IPAddress.Parse("127.0.0.2")], 1, Token);
        await begun.WaitAsync(Token).InTime();
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        await begun.WaitAsync(Token).InTime();
        streams["127.0.0.2"].SetResult(winner);
        Assert.Same(winner, await call.InTime());
        streams["127.0.0.1"].SetResult(loser); // it was cancelled too late

        await loser.Disposed.InTime();
        Assert.False(winner.Disposed.IsCompleted);

        Task<Stream> Open(IPEndPoint endPoint, CancellationToken cancellationToken)
        {
            begun.Release();
            return streams[endPoint.Address.ToString()].Task;
        }
    }

    [Fact]
    public async Task Connect_NameWithThousandsOfAddresses_TriesSixteen()
    {
        var many = Enumerable.Range(0, 4000).Select(number => $"127.0.{number / 250}.{number % 250} refused");
        var network = new FakeNetwork(_clock, [.. many]);

        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(network, 1).InTime());

        Assert.Equal(16, network.Attempts.Count);
    }

    [Fact]
    public async Task Resolve_NoAddress_IsAnUnknownName()
    {
        var fault = await Assert.ThrowsAsync<SocketException>(() => AddressesAsync(new(_clock)));

        Assert.Equal(SocketError.HostNotFound, fault.SocketErrorCode);
    }

    private static async Task<Stream> ConnectAsync(FakeNetwork network, int port) =>
        await network.NewRace().ConnectAsync(await AddressesAsync(network), port, Token);

    private static Task<IReadOnlyList<IPAddress>> AddressesAsync(FakeNetwork network) =>
        network.NewRace().ResolveAsync("juspay.example", Token);

    private sealed class NotedStream : MemoryStream
    {
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Disposed => _disposed.Task;

        protected override void Dispose(bool disposing)
        {
            _disposed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
