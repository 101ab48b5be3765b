using System.Collections.Concurrent;
using AccountValidation.Service.Telemetry;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Queues;

/// <summary>
/// Watches the calls to queues. The monitor counts failed calls, and logs the loss and the return of a queue, but not
/// the failures between.
/// </summary>
/// <param name="metrics">Counts failed calls by cause.</param>
/// <param name="logger">Logs queue names and causes only.</param>
public sealed partial class QueueMonitor(ServiceMetrics metrics, ILogger<QueueMonitor> logger)
{
    private readonly ConcurrentDictionary<string, byte> _lost = new(StringComparer.Ordinal);

    /// <summary>The queues whose last call failed, by name.</summary>
    public IReadOnlyList<string> Lost => [.. _lost.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reports a call that worked.</summary>
    internal void Reached(string queue)
    {
        if (!_lost.IsEmpty && _lost.TryRemove(queue, out _))
        {
            LogBack(queue);
        }
    }

    /// <summary>Reports a call that failed, after the client's own retries.</summary>
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
        Message = "The queue {Queue} cannot be used: {Cause}. The service goes on without the queue, and tries again. "
            + "Check AzureWebJobsStorage.")]
    private partial void LogLost(string queue, string cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "The queue {Queue} can be used again")]
    private partial void LogBack(string queue);
}
