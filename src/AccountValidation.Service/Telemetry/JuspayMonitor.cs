using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Telemetry;

/// <summary>
/// Counts and logs the replies of Juspay and of receivers. A refused API key is the operator's fault and holds every
/// validation. So the monitor logs an error, and health is degraded until Juspay accepts a call again. An open circuit
/// refuses every call for a while, so the monitor logs only the first refusal.
/// </summary>
/// <param name="metrics">Counts the replies.</param>
/// <param name="logger">Logs ids and results only.</param>
/// <param name="timeProvider">Measures the time since a validation was held.</param>
public sealed partial class JuspayMonitor(
    ServiceMetrics metrics, ILogger<JuspayMonitor> logger, TimeProvider timeProvider)
{
    private static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(15); // Longer than the usual time between tries.

    private volatile bool _keyRefused;
    private long _heldAt = long.MinValue;
    private bool _circuitOpen;

    /// <summary>True when Juspay refused the API key of the last call that Juspay judged.</summary>
    public bool IsKeyRefused => _keyRefused;

    /// <summary>
    /// True for 15 min after a validation was held because its account's penny drop is open at another Juspay.
    /// </summary>
    public bool IsDropElsewhere =>
        Interlocked.Read(ref _heldAt) is var at && at != long.MinValue && timeProvider.GetElapsedTime(at) < HeldFor;

    /// <summary>
    /// Reports a validation that was held without a check, because its account's open penny drop went elsewhere.
    /// </summary>
    /// <param name="validation">The held validation.</param>
    /// <param name="cause">The cause: another Juspay, or another spelling of the account id.</param>
    public void ReportHeld(Validation validation, string cause)
    {
        if (cause != ReplyCauses.OtherJuspay)
        {
            LogOtherSpelling(validation.Id, validation.Drop?.ValidationId);
            return;
        }

        Interlocked.Exchange(ref _heldAt, timeProvider.GetTimestamp());
        LogOtherJuspay(validation.Id, validation.Drop?.Juspay?.BaseUrl, validation.Drop?.Juspay?.MerchantId);
    }

    /// <summary>Reports the end of a call to Juspay.</summary>
    public void Report(Validation validation, string call, JuspayReply reply)
    {
        metrics.JuspayCalled(call, reply.GetType().Name, reply is JuspayReply.KeyRefused);
        var isCircuitOpen = reply is JuspayReply.NotAccepted { Cause: ReplyCauses.CircuitOpen };
        var wasCircuitOpen = Interlocked.Exchange(ref _circuitOpen, isCircuitOpen);
        switch (reply)
        {
            case JuspayReply.KeyRefused refused:
                _keyRefused = true;
                LogKeyRefused(validation.Id, refused.HttpStatus, refused.ErrorCode);
                break;
            case JuspayReply.Answered or JuspayReply.Refused:
                _keyRefused = false;
                break;
            case JuspayReply.Unclear unclear:
                LogUnclear(validation.Id, call, unclear.Cause);
                break;
            case JuspayReply.NotAccepted notAccepted when !(isCircuitOpen && wasCircuitOpen):
                LogNotAccepted(validation.Id, call, notAccepted.Cause);
                break;
        }
    }

    /// <summary>Reports the end of an attempt to deliver a callback.</summary>
    public void ReportDelivery(Validation validation, ReceiverAnswer answer)
    {
        metrics.CallbackAttempted(answer.IsDelivered);
        if (!answer.IsDelivered)
        {
            LogNotDelivered(validation.Id, answer.HttpStatus, answer.Error);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Juspay refuses our API key: HTTP {Status}, {ErrorCode}. Validation {ValidationId} is held and "
            + "tried again. Check Juspay:ApiKey and Juspay:MerchantId.")]
    private partial void LogKeyRefused(string validationId, int status, string? errorCode);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Validation {ValidationId} is held: a penny drop of its account is open at {BaseUrl}, merchant "
            + "{MerchantId}, and the settings name another Juspay or merchant. Meanwhile the service neither checks "
            + "nor pays. Set Juspay:BaseUrl and Juspay:MerchantId back until the drop's end is known, or wait: the "
            + "drop counts as ended 72 hours after it was sent.")]
    private partial void LogOtherJuspay(string validationId, string? baseUrl, string? merchantId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Validation {ValidationId} is held: a penny drop of its account, by {DropValidationId}, is open "
            + "under another spelling of the account's id. Nothing is paid until 72 hours after it was sent.")]
    private partial void LogOtherSpelling(string validationId, string? dropValidationId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Juspay gave no usable answer to a {Call} of validation {ValidationId}: {Cause}")]
    private partial void LogUnclear(string validationId, string call, string cause);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Juspay did not accept a {Call} of validation {ValidationId}, which is tried again: {Cause}")]
    private partial void LogNotAccepted(string validationId, string call, string cause);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The callback of validation {ValidationId} was not delivered: HTTP {Status}, {Error}")]
    private partial void LogNotDelivered(string validationId, int? status, string? error);
}
