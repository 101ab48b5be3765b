using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// Watches whether the tables can be used. It logs the loss and the return of the tables, not each call in between.
/// </summary>
/// <param name="logger">Gets names of tables and causes only.</param>
public sealed partial class StoreMonitor(ILogger<StoreMonitor> logger)
{
    private volatile string? _lost;

    /// <summary>Why the last call failed; null when it worked.</summary>
    public string? Lost => _lost;

    internal void Reached()
    {
        if (_lost is not null)
        {
            _lost = null;
            LogBack();
        }
    }

    internal void Failed(string table, string cause)
    {
        if (_lost is null)
        {
            LogLost(table, cause);
        }

        _lost = cause;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The table {Table} cannot be used: {Cause}. Nothing is accepted meanwhile, and nothing is lost. "
            + "Check AzureWebJobsStorage and the identity's roles.")]
    private partial void LogLost(string table, string cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "The tables can be used again")]
    private partial void LogBack();
}

/// <summary>Unhealthy while the tables cannot be used: the service accepts nothing then, and loses nothing.</summary>
/// <param name="tables">The tables that the check calls.</param>
public sealed class StoreHealthCheck(AzureTables tables) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await tables.CanBeUsedAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(
                "The tables cannot be used: check AzureWebJobsStorage and the roles of the identity.");
}
