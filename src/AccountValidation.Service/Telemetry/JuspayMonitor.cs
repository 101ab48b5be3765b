using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Telemetry;

/// <summary>
/// Watches the replies of Juspay and of receivers: counts them, and says loudly when Juspay refuses the operator's key.
/// That is the operator's fault and holds every validation, so the service's health is degraded until Juspay accepts a
/// call again. An open circuit refuses every call for a while, so it is logged once and not for each of them.
/// </summary>
/// <param name="metrics">Counts.</param>
/// <param name="logger">Gets ids and results only.</param>
/// <param name="timeProvider">The clock.</param>
public sealed partial class JuspayMonitor(
    ServiceMetrics metrics, ILogger<JuspayMonitor> logger, TimeProvider timeProvider)
{
    private static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(15); // longer than the usual time between two tries

    private volatile bool _keyRefused;
    private long _heldAt = long.MinValue;
    private bool _circuitOpen;

    /// <summary>True while the last call that Juspay judged was refused for its key.</summary>
    public bool IsKeyRefused => _keyRefused;

    /// <summary>
    /// True while a validation was kept from asking, a moment ago, because its account's penny drop went to another
    /// Juspay.
    /// </summary>
    public bool IsDropElsewhere =>
        Interlocked.Read(ref _heldAt) is var at && at != long.MinValue && timeProvider.GetElapsedTime(at) < HeldFor;

    /// <summary>A validation is held: its account's open penny drop went elsewhere, and nothing was asked.</summary>
    /// <param name="validation">The validation.</param>
    /// <param name="cause">Where it went.</param>
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

    /// <summary>A call to Juspay ended.</summary>
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

    /// <summary>An attempt to deliver a callback ended.</summary>
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
            + "{MerchantId}, and the settings name another. "
            + "Nothing is asked or paid. Set Juspay:BaseUrl and Juspay:MerchantId back until its end is known, or "
            + "wait: 72 hours after it was sent it counts as ended.")]
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
