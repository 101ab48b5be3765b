using System.Collections.Concurrent;
using AccountValidation.Service.Telemetry;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Queues;

/// <summary>
/// Watches whether the queues can be used: counts the calls that failed, and logs when a queue is lost and when it is
/// back, not for each call between.
/// </summary>
/// <param name="metrics">Counts.</param>
/// <param name="logger">Gets names of queues and causes only.</param>
public sealed partial class QueueMonitor(ServiceMetrics metrics, ILogger<QueueMonitor> logger)
{
    private readonly ConcurrentDictionary<string, byte> _lost = new(StringComparer.Ordinal);

    /// <summary>The queues whose last call failed, by name.</summary>
    public IReadOnlyList<string> Lost => [.. _lost.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A call worked.</summary>
    internal void Reached(string queue)
    {
        if (!_lost.IsEmpty && _lost.TryRemove(queue, out _))
        {
            LogBack(queue);
        }
    }

    /// <summary>A call failed, the client's own retries included.</summary>
    internal void Failed(string queue, string cause)
    {
        metrics.QueueCallFailed(cause);
        if (_lost.TryAdd(queue, 0))
        {
            LogLost(queue, cause);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The queue {Queue} cannot be used: {Cause}. It is tried again; this service goes on without it. "
            + "Check AzureWebJobsStorage.")]
    private partial void LogLost(string queue, string cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "The queue {Queue} can be used again")]
    private partial void LogBack(string queue);
}
