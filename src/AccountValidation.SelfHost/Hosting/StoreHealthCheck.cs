using AccountValidation.SelfHost.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>Unhealthy while the database cannot be written: nothing can be accepted then, and nothing is lost.</summary>
/// <param name="writer">Knows whether the last commit failed, and finds out whether the next one works.</param>
/// <param name="lifetime">Tells whether the program is stopping.</param>
internal sealed class StoreHealthCheck(StoreWriter writer, IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The service is stopping.");
        }

        return writer.IsWorking || await writer.ProbeAsync()
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database cannot be written: check the disk's space and the file's rights.");
    }
}
