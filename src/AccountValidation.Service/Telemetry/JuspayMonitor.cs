using System.Globalization;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;
using Microsoft.Extensions.Logging;

namespace AccountValidation.Service.Telemetry;

/// <summary>
/// Measures, counts and logs the replies of Juspay and of receivers. A refused API key is the operator's fault and
/// holds every validation. So the monitor logs an error, and health is degraded until Juspay accepts a call again. An
/// outage fails the calls of every validation, so the monitor logs the outage, and single failures at level Debug only.
/// </summary>
/// <param name="metrics">Counts the replies.</param>
/// <param name="logger">Logs ids, hosts and results only.</param>
/// <param name="timeProvider">Measures calls, outages, and the time since a validation was held.</param>
public sealed partial class JuspayMonitor(
    ServiceMetrics metrics, ILogger<JuspayMonitor> logger, TimeProvider timeProvider)
{
    private static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(15); // Longer than the usual time between tries.

    private readonly Outage _keyRefusals = new(timeProvider);
    private readonly Outage _noAnswers = new(timeProvider);
    private readonly ReceiverOutages _receivers = new(timeProvider);
    private volatile bool _keyRefused;
    private long _heldAt = long.MinValue;

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

    /// <summary>Makes a call to Juspay inside its span, and measures its time.</summary>
    /// <param name="validation">The validation of the call.</param>
    /// <param name="call">The call's name in metrics: <c>check</c> or <c>validate</c>.</param>
    /// <param name="host">Juspay's host.</param>
    /// <param name="make">Makes the call.</param>
    public async Task<JuspayReply> ObserveAsync(
        Validation validation, string call, string host, Func<Task<JuspayReply>> make)
    {
        using var span = Spans.Begin(call == "check" ? Spans.Check : Spans.DropPenny, validation, host);
        var began = timeProvider.GetTimestamp();
        var reply = await make();
        var kind = reply.GetType().Name;
        metrics.JuspayAnswered(call, kind, timeProvider.GetElapsedTime(began));
        span?.SetTag("juspay.reply", kind);
        if (FailureOf(reply) is { } failure)
        {
            span.Fail(failure);
        }

        return reply;
    }

    /// <summary>Reports the end of a call to Juspay.</summary>
    public void Report(Validation validation, string call, JuspayReply reply)
    {
        metrics.JuspayCalled(call, reply.GetType().Name, reply is JuspayReply.KeyRefused);
        switch (reply)
        {
            case JuspayReply.KeyRefused refused:
                _keyRefused = true;
                Answered();
                LogCall(validation.Id, call, refused.HttpStatus.ToString(CultureInfo.InvariantCulture));
                if (_keyRefusals.Fail() is { } count)
                {
                    LogKeyRefused(validation.Id, refused.HttpStatus, refused.ErrorCode, count);
                }

                break;
            case JuspayReply.Answered or JuspayReply.Refused:
                _keyRefused = false;
                Answered();
                if (_keyRefusals.Succeed() is var (refusals, lasted))
                {
                    LogKeyAccepted(refusals, lasted);
                }

                break;
            case JuspayReply.Unclear unclear:
                NotAnswered(validation, call, unclear.Cause, mayHavePaid: call == "validate");
                break;
            case JuspayReply.NotAccepted notAccepted:
                NotAnswered(validation, call, notAccepted.Cause, mayHavePaid: false);
                break;
        }
    }

    /// <summary>Reports the end of an attempt to deliver a callback.</summary>
    /// <param name="validation">The validation of the callback.</param>
    /// <param name="host">The receiver's host.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="took">The time that the attempt took.</param>
    public void ReportDelivery(Validation validation, string host, ReceiverAnswer answer, TimeSpan took)
    {
        metrics.CallbackAttempted(answer.IsDelivered, took);
        if (answer.IsDelivered)
        {
            if (_receivers.Succeed(host) is var (count, lasted))
            {
                LogReceiverTakes(host, count, lasted);
            }
        }
        else
        {
            LogAttempt(validation.Id, host, answer.HttpStatus, answer.Error);
            if (_receivers.Fail(host) is { } count)
            {
                LogNotDelivered(host, validation.Id, answer.HttpStatus, answer.Error, count);
            }
        }
    }

    private static string? FailureOf(JuspayReply reply) => reply switch
    {
        JuspayReply.Unclear unclear => unclear.Cause,
        JuspayReply.NotAccepted notAccepted => notAccepted.Cause,
        JuspayReply.KeyRefused => "key_refused",
        _ => null,
    };

    private void Answered()
    {
        if (_noAnswers.Succeed() is var (count, lasted))
        {
            LogAnswersAgain(count, lasted);
        }
    }

    // A penny drop of unknown end is no mere outage: each of them is a line.
    private void NotAnswered(Validation validation, string call, string cause, bool mayHavePaid)
    {
        var count = _noAnswers.Fail();
        if (mayHavePaid)
        {
            LogUncertain(validation.Id, cause);
        }
        else if (count is { } calls)
        {
            LogNoAnswer(validation.Id, call, cause, calls);
        }
        else
        {
            LogCall(validation.Id, call, cause);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Juspay refuses our API key: HTTP {Status}, {ErrorCode}. Calls so far: {Count}. Every "
            + "validation is held and tried again, {ValidationId} last. Check Juspay:ApiKey and Juspay:MerchantId.")]
    private partial void LogKeyRefused(string validationId, int status, string? errorCode, long count);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Juspay accepts our API key again. It refused {Count} calls in {Lasted}")]
    private partial void LogKeyAccepted(long count, TimeSpan lasted);

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
        Message = "Juspay gave no usable answer to the penny drop of validation {ValidationId}: {Cause}. Checks find "
            + "out what became of the penny")]
    private partial void LogUncertain(string validationId, string cause);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Juspay gave no usable answer to a {Call} of validation {ValidationId}, which is tried again: "
            + "{Cause}. Calls so far: {Count}")]
    private partial void LogNoAnswer(string validationId, string call, string cause, long count);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Juspay answers again. It gave no usable answer to {Count} calls in {Lasted}")]
    private partial void LogAnswersAgain(long count, TimeSpan lasted);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A {Call} of validation {ValidationId} failed: {Cause}")]
    private partial void LogCall(string validationId, string call, string cause);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The receiver {Host} does not take callbacks: HTTP {Status}, {Error}. Attempts so far: {Count}, the "
            + "last of validation {ValidationId}")]
    private partial void LogNotDelivered(string host, string validationId, int? status, string? error, long count);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The receiver {Host} takes callbacks again. {Count} attempts failed in {Lasted}")]
    private partial void LogReceiverTakes(string host, long count, TimeSpan lasted);

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "The callback of validation {ValidationId} to {Host} was not delivered: HTTP {Status}, {Error}")]
    private partial void LogAttempt(string validationId, string host, int? status, string? error);
}
