using AccountValidation.Core;
using AccountValidation.Service.Engine;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Telemetry;

/// <summary>
/// Counts the stored changes of validations, and logs one line for each settlement and for each dead letter.
/// </summary>
/// <param name="metrics">Counts settlements and dead letters.</param>
/// <param name="logger">Logs ids, hosts and results only.</param>
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

        if (before.Callback?.Status != CallbackStatus.Failed
            && after.Callback is { Status: CallbackStatus.Failed } callback)
        {
            LogDeadLetter(after.Id, ReceiverHost.Of(after), callback.Attempts);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Validation {ValidationId} settled as {Status} after {Seconds} s, {Checks} checks and {Drops} penny "
            + "drops; reason: {Reason}")]
    private partial void LogSettled(
        string validationId, string status, double seconds, int checks, int drops, string? reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The callback of validation {ValidationId} to {Host} is a dead letter after {Attempts} attempts. "
            + "Redeliver the callback when the receiver works")]
    private partial void LogDeadLetter(string validationId, string? host, int attempts);
}
