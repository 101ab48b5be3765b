using System.Collections.Concurrent;

namespace AccountValidation.Service.Telemetry;

/// <summary>
/// An <see cref="Outage"/> for each receiver that fails, by host. Callers choose the hosts, so their number is bounded:
/// hosts without a failure for an hour make room, and the hosts beyond the bound share an outage.
/// </summary>
/// <param name="timeProvider">Measures the intervals.</param>
internal sealed class ReceiverOutages(TimeProvider timeProvider)
{
    private const int MostHosts = 1000;

    private readonly ConcurrentDictionary<string, Outage> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly Outage _furtherHosts = new(timeProvider);

    /// <summary>Notes a failed attempt; returns as <see cref="Outage.Fail"/> does.</summary>
    public long? Fail(string host)
    {
        if (!_byHost.TryGetValue(host, out var outage))
        {
            MakeRoom();
            outage = _byHost.Count < MostHosts ? _byHost.GetOrAdd(host, _ => new(timeProvider)) : _furtherHosts;
        }

        return outage.Fail();
    }

    /// <summary>Notes a delivered callback; returns as <see cref="Outage.Succeed"/> does.</summary>
    public (long Count, TimeSpan Lasted)? Succeed(string host)
    {
        if (!_byHost.TryGetValue(host, out var outage))
        {
            return null;
        }

        var ended = outage.Succeed();
        if (!outage.IsOpen)
        {
            _byHost.TryRemove(new(host, outage));
        }

        return ended;
    }

    private void MakeRoom()
    {
        if (_byHost.Count >= MostHosts)
        {
            foreach (var stale in _byHost.Where(entry => entry.Value.IsStale))
            {
                _byHost.TryRemove(stale);
            }
        }
    }
}
