using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.Service.Queues;

/// <summary>Degraded while a queue cannot be used: the rest of the service works without it.</summary>
/// <param name="monitor">Knows what the last calls met.</param>
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
