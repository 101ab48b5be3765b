using AccountValidation.SelfHost.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AccountValidation.SelfHost.Hosting;

/// <summary>
/// Reports the host as unhealthy while the database cannot be written: the service then accepts nothing, and loses
/// nothing.
/// </summary>
/// <param name="writer">Knows whether the last commit failed, and probes whether the next commit works.</param>
/// <param name="lifetime">Tells whether the program is stopping.</param>
internal sealed class StoreHealthCheck(StoreWriter writer, IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The service is stopping.");
        }

        if (writer.IsDamaged)
        {
            return HealthCheckResult.Unhealthy(
                "The database file is damaged: stop the service, and restore the file from a backup together with its "
                + "-wal file.");
        }

        return writer.IsWorking || await writer.ProbeAsync()
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(
                "The database cannot be written: check the disk's space, the file's rights, and that the file is there."
            );
    }
}
