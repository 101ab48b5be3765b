using System.Net;
using System.Net.Sockets;

namespace AccountValidation.Service.Http;

/// <summary>Resolves a host name, or parses an address, to IP addresses.</summary>
/// <param name="host">The host name, or an address as a string.</param>
/// <param name="cancellationToken">Cancels the look-up.</param>
/// <exception cref="SocketException">The name does not resolve.</exception>
public delegate Task<IPAddress[]> ResolveName(string host, CancellationToken cancellationToken);

/// <summary>Connects to one address. The caller disposes the stream.</summary>
/// <param name="endPoint">The address and port.</param>
/// <param name="cancellationToken">Cancels the attempt. A cancelled attempt leaves no socket behind.</param>
/// <exception cref="SocketException">The connection fails.</exception>
public delegate Task<Stream> OpenConnection(IPEndPoint endPoint, CancellationToken cancellationToken);

/// <summary>
/// Connects to the address of a host that responds first (RFC 8305, "Happy Eyeballs"). The HTTP client itself tries the
/// addresses one after the other. A first address that swallows all packets, as a broken IPv6 route does, would use up
/// the whole time-out.
/// </summary>
/// <param name="resolve">Resolves names.</param>
/// <param name="open">Connects to an address.</param>
/// <param name="timeProvider">Measures the delay between attempts.</param>
public sealed class AddressRace(ResolveName resolve, OpenConnection open, TimeProvider timeProvider)
{
    private const int MostAddresses = 16; // A name with thousands of addresses must not use up the sockets.
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250); // Recommended by RFC 8305, section 5.

    /// <summary>The addresses of a host, at least one, in the system's order of preference.</summary>
    /// <exception cref="SocketException">The name does not resolve.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await resolve(host, cancellationToken) is { Length: > 0 } addresses
            ? addresses
            : throw new SocketException((int)SocketError.HostNotFound);

    /// <summary>
    /// The first connection that succeeds. Each attempt begins 250 ms after the previous attempt, or as soon as an
    /// attempt fails.
    /// </summary>
    /// <param name="addresses">At least one address. The race uses the first sixteen at most, and no other
    /// address.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Cancels all attempts.</param>
    /// <exception cref="SocketException">All attempts failed. If an attempt failed otherwise than by a refusal, its
    /// exception is thrown.</exception>
    public async Task<Stream> ConnectAsync(
        IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = new Queue<IPAddress>(Interleaved(addresses).Take(MostAddresses));
        var running = new List<Task<Stream>>();
        var faults = new List<Exception>();
        try
        {
            while (waiting.TryDequeue(out var next) || running.Count > 0)
            {
                if (next is not null)
                {
                    running.Add(OpenAsync(new(next, port), race.Token));
                }

                var ended = await NextEndAsync(running, othersWait: waiting.Count > 0, race.Token);
                if (ended is { IsCompletedSuccessfully: true } && running.Remove(ended))
                {
                    return await ended;
                }

                cancellationToken.ThrowIfCancellationRequested();
                if (ended is not null && running.Remove(ended))
                {
                    faults.Add(ended.Exception?.InnerException ?? new OperationCanceledException());
                }
            }
        }
        finally
        {
            await race.CancelAsync();
            running.ForEach(loser => _ = DiscardAsync(loser));
        }

        throw faults.Find(fault => !ConnectFaults.IsRefusal(fault)) ?? faults[0];
    }

    // The address families alternate, the preferred family first (RFC 8305, section 4). So a broken family costs one
    // delay only.
    private static IEnumerable<IPAddress> Interleaved(IReadOnlyList<IPAddress> addresses) => addresses
        .GroupBy(address => address.AddressFamily)
        .SelectMany(family => family.Select((address, place) => (address, place)))
        .OrderBy(pair => pair.place)
        .Select(pair => pair.address);

    private async Task<Stream> OpenAsync(IPEndPoint endPoint, CancellationToken cancellationToken) =>
        await open(endPoint, cancellationToken);

    // Null when the delay ends before an attempt ends.
    private async Task<Task<Stream>?> NextEndAsync(
        List<Task<Stream>> running, bool othersWait, CancellationToken cancellationToken) =>
        othersWait
            ? await Task.WhenAny([.. running, Task.Delay(Delay, timeProvider, cancellationToken)]) as Task<Stream>
            : await Task.WhenAny(running);

    private static async Task DiscardAsync(Task<Stream> loser)
    {
        await ((Task)loser).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loser.IsCompletedSuccessfully)
        {
            await (await loser).DisposeAsync();
        }
    }
}
