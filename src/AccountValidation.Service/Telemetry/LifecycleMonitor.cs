using AccountValidation.Core;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Telemetry;

/// <summary>Counts the stored changes of validations, and logs one line for each settlement.</summary>
/// <param name="metrics">Counts settlements and dead letters.</param>
/// <param name="logger">Logs ids and results only.</param>
public sealed partial class LifecycleMonitor(ServiceMetrics metrics, ILogger<LifecycleMonitor> logger)
{
    /// <summary>Reports a change that is durable.</summary>
    public void Changed(Validation before, Validation after)
    {
        metrics.Changed(before, after);
        if (!before.IsSettled && after.Stage is Stage.Settled settled)
        {
            LogSettled(
                after.Id,
                StatusNames.Of(after.Status),
                Math.Round((settled.At - after.CreatedAt).TotalSeconds, 3),
                after.Checks,
                after.ValidateAttempts,
                settled.Reason?.Code);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Validation {ValidationId} settled as {Status} after {Seconds} s, {Checks} checks and {Drops} penny "
            + "drops; reason: {Reason}")]
    private partial void LogSettled(
        string validationId, string status, double seconds, int checks, int drops, string? reason);
}
