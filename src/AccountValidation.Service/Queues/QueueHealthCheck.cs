using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.Service.Queues;

/// <summary>Degraded while a queue is unusable: the rest of the service works without queues.</summary>
internal sealed class QueueHealthCheck(QueueMonitor monitor) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            monitor.Lost is { Count: > 0 } lost
                ? HealthCheckResult.Degraded(
                    $"Cannot be used: {string.Join(", ", lost)}. Requests wait in their queue. "
                        + "Check AzureWebJobsStorage.")
                : HealthCheckResult.Healthy());
}
