using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using AccountValidation.Service.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.Service.Tests;

/// <summary>A name server and lines that the test makes, in place of the machine's.</summary>
/// <param name="timeProvider">Says when an attempt began.</param>
/// <param name="hosts"> What every name resolves to and what becomes of an attempt to connect, such as <c>::1 dead</c>:
/// nothing ever comes back (<c>dead</c>), a real connection to 127.0.0.1 (<c>good</c>), or a fault (<c>refused</c>,
/// <c>unreachable</c>, <c>lost</c>).
/// </param>
internal sealed class FakeNetwork(TimeProvider timeProvider, params string[] hosts)
{
    private readonly Channel<string> _begun = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<(string Address, DateTimeOffset At)> _attempts = new();

    /// <summary>The addresses that were connected to, in order, and when.</summary>
    public IReadOnlyList<(string Address, DateTimeOffset At)> Attempts => [.. _attempts];

    public IReadOnlyList<string> Addresses => [.. _attempts.Select(attempt => attempt.Address)];

    /// <summary>Why names do not resolve; null when they do.</summary>
    public SocketError? LookUpFault { get; init; }

    /// <summary>The tokens of the attempts, in order.</summary>
    public ConcurrentQueue<CancellationToken> Tokens { get; } = new();

    /// <summary>Puts it in place of the machine's network.</summary>
    public void Register(IServiceCollection services) =>
        services.AddSingleton<ResolveName>(ResolveAsync).AddSingleton<OpenConnection>(OpenAsync);

    public AddressRace NewRace() => new(ResolveAsync, OpenAsync, timeProvider);

    /// <summary>The next attempt that has begun.</summary>
    public Task<string> BegunAsync() =>
        _begun.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime();

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => LookUpFault is { } fault
        ? throw new SocketException((int)fault)
        : Task.FromResult<IPAddress[]>([.. hosts.Select(AddressOf)]);

    public async Task<Stream> OpenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var address = endPoint.Address.ToString();
        _attempts.Enqueue((address, timeProvider.GetUtcNow()));
        Tokens.Enqueue(cancellationToken);
        _begun.Writer.TryWrite(address);
        var line = hosts.First(known => AddressOf(known).Equals(endPoint.Address)).Split(' ')[1];
        if (line == "dead")
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken);
        }

        return line switch
        {
            "good" => await Connections.OpenAsync(new(IPAddress.Loopback, endPoint.Port), cancellationToken),
            "refused" => throw new SocketException((int)SocketError.ConnectionRefused),
            "unreachable" => throw new SocketException((int)SocketError.NetworkUnreachable),
            "lost" => throw new SocketException((int)SocketError.TimedOut),
            _ => throw new NotSupportedException(line),
        };
    }

    private static IPAddress AddressOf(string known) => IPAddress.Parse(known.Split(' ')[0]);
}
