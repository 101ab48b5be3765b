using System.Net;
using System.Net.Sockets;

namespace AccountValidation.Service.Http;

/// <summary>Looks up the addresses of a host name or of an address in text.</summary>
/// <param name="host">The name or address.</param>
/// <param name="cancellationToken">Cancels the look-up.</param>
/// <exception cref="SocketException">The name does not resolve.</exception>
public delegate Task<IPAddress[]> ResolveName(string host, CancellationToken cancellationToken);

/// <summary>Connects to one address. Whoever gets the stream disposes it.</summary>
/// <param name="endPoint">The address and port.</param>
/// <param name="cancellationToken">Cancels the attempt, which then leaves no socket behind.</param>
/// <exception cref="SocketException">The connection does not come about.</exception>
public delegate Task<Stream> OpenConnection(IPEndPoint endPoint, CancellationToken cancellationToken);

/// <summary>
/// Connects to whichever address of a host answers first (RFC 8305, "Happy Eyeballs"). The HTTP client itself tries
/// them one after the other: a first one that swallows everything, as a broken IPv6 route does, takes the whole time.
/// </summary>
/// <param name="resolve">Looks names up.</param>
/// <param name="open">Connects to an address.</param>
/// <param name="timeProvider">The clock of the delay between attempts.</param>
public sealed class AddressRace(ResolveName resolve, OpenConnection open, TimeProvider timeProvider)
{
    private const int MostAddresses = 16; // a name that resolves to thousands must not use up the sockets
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250); // RFC 8305, 5: the recommended one

    /// <summary>The addresses of a host, at least one, in the order in which the system prefers them.</summary>
    /// <exception cref="SocketException">The name does not resolve.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await resolve(host, cancellationToken) is { Length: > 0 } addresses
            ? addresses
            : throw new SocketException((int)SocketError.HostNotFound);

    /// <summary>
    /// The first connection that stands. An attempt begins 250 ms after the one before, or as soon as one has failed.
    /// </summary>
    /// <param name="addresses">At least one; no other is connected to, and none after the sixteenth.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Ends all attempts.</param>
    /// <exception cref="SocketException">All failed; one that was not plainly refused speaks for all.</exception>
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

    // Families alternate, the preferred one first (RFC 8305, 4): one that is broken costs one delay.
    private static IEnumerable<IPAddress> Interleaved(IReadOnlyList<IPAddress> addresses) => addresses
        .GroupBy(address => address.AddressFamily)
        .SelectMany(family => family.Select((address, place) => (address, place)))
        .OrderBy(pair => pair.place)
        .Select(pair => pair.address);

    private async Task<Stream> OpenAsync(IPEndPoint endPoint, CancellationToken cancellationToken) =>
        await open(endPoint, cancellationToken);

    // Null when the delay is over before an attempt has ended.
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
