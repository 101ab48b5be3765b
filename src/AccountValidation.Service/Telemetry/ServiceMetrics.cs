using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using AccountValidation.Core;

namespace AccountValidation.Service.Telemetry;

/// <summary>
/// Counts for both hosts, under the meter <c>AccountValidation</c>. No tag holds an id or personal data.
/// </summary>
public sealed class ServiceMetrics
{
    /// <summary>The name of the meter of all metrics.</summary>
    public const string MeterName = "AccountValidation";

    private readonly Counter<long> _accepted;
    private readonly Counter<long> _tooManyUnsettled;
    private readonly Counter<long> _settled;
    private readonly Counter<long> _juspayCalls;
    private readonly Counter<long> _keyRefused;
    private readonly Counter<long> _callbackAttempts;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _intakeMessages;
    private readonly Counter<long> _queueFailures;
    private readonly Counter<long> _notifications;
    private readonly Histogram<double> _timeToAnswer;
    private readonly Histogram<double> _juspayDuration;
    private readonly Histogram<double> _callbackDuration;

    /// <summary>Creates the instruments.</summary>
    [SuppressMessage(
        "Reliability",
        "CA2000:Dispose objects before losing scope",
        Justification = "The factory owns and disposes its meters.")]
    public ServiceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _accepted = meter.CreateCounter<long>("accountvalidation.accepted", "{validation}", "Validations accepted.");
        _tooManyUnsettled = meter.CreateCounter<long>(
            "accountvalidation.too_many_unsettled",
            "{start}",
            "Starts put off because too many validations have not settled.");
        _settled = meter.CreateCounter<long>(
            "accountvalidation.settled",
            "{validation}",
            "Validations settled, by status.");
        _juspayCalls = meter.CreateCounter<long>(
            "accountvalidation.juspay.calls",
            "{call}",
            "Calls to Juspay, by call and reply.");
        _keyRefused = meter.CreateCounter<long>(
            "accountvalidation.juspay.key_refused",
            "{call}",
            "Calls in which Juspay refused our key.");
        _callbackAttempts = meter.CreateCounter<long>(
            "accountvalidation.callback.attempts",
            "{attempt}",
            "Attempts to deliver a callback, by result.");
        _deadLetters = meter.CreateCounter<long>(
            "accountvalidation.callback.dead_letters",
            "{callback}",
            "Callbacks that went to the dead letters.");
        _intakeMessages = meter.CreateCounter<long>(
            "accountvalidation.intake.messages",
            "{message}",
            "Messages of the intake queue worked on, by result.");
        _queueFailures = meter.CreateCounter<long>(
            "accountvalidation.queues.failures",
            "{call}",
            "Calls to a queue that failed, retries included, by cause.");
        _notifications = meter.CreateCounter<long>(
            "accountvalidation.notifications",
            "{notification}",
            "Notifications of Juspay, by result.");
        _timeToAnswer = meter.CreateHistogram(
            "accountvalidation.time_to_answer",
            "s",
            "Time from the acceptance of a validation to its settlement, by status.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets.OfAnswers });
        _juspayDuration = meter.CreateHistogram(
            "accountvalidation.juspay.call.duration",
            "s",
            "Duration of calls to Juspay, by call and reply.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets.OfCalls });
        _callbackDuration = meter.CreateHistogram(
            "accountvalidation.callback.duration",
            "s",
            "Duration of attempts to deliver a callback, by result.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets.OfCalls });
    }

    /// <summary>Counts an accepted validation.</summary>
    public void Accepted() => _accepted.Add(1);

    /// <summary>Counts a start that was postponed because too many validations have not settled.</summary>
    public void HadTooManyUnsettled() => _tooManyUnsettled.Add(1);

    /// <summary>
    /// Counts a validation that has just settled, with the time until its answer. Counts a callback that has just
    /// become a dead letter.
    /// </summary>
    public void Changed(Validation before, Validation after)
    {
        if (!before.IsSettled && after.Stage is Stage.Settled settled)
        {
            var status = new KeyValuePair<string, object?>("status", StatusNames.Of(after.Status));
            _settled.Add(1, status);
            _timeToAnswer.Record((settled.At - after.CreatedAt).TotalSeconds, status);
        }

        if (before.Callback?.Status != CallbackStatus.Failed && after.Callback?.Status == CallbackStatus.Failed)
        {
            _deadLetters.Add(1);
        }
    }

    /// <summary>Counts a finished call to Juspay, and a refused API key.</summary>
    public void JuspayCalled(string call, string reply, bool keyRefused)
    {
        _juspayCalls.Add(1, new("call", call), new("reply", reply));
        if (keyRefused)
        {
            _keyRefused.Add(1);
        }
    }

    /// <summary>Measures a call to Juspay that was made, whatever its end.</summary>
    public void JuspayAnswered(string call, string reply, TimeSpan took) =>
        _juspayDuration.Record(took.TotalSeconds, new("call", call), new("reply", reply));

    /// <summary>Counts and measures a finished attempt to deliver a callback.</summary>
    public void CallbackAttempted(bool delivered, TimeSpan took)
    {
        var result = new KeyValuePair<string, object?>("result", delivered ? "delivered" : "failed");
        _callbackAttempts.Add(1, result);
        _callbackDuration.Record(took.TotalSeconds, result);
    }

    /// <summary>Counts a finished message of the intake queue.</summary>
    public void IntakeEnded(string result) =>
        _intakeMessages.Add(1, new KeyValuePair<string, object?>("result", result));

    /// <summary>Counts a failed call to a queue.</summary>
    public void QueueCallFailed(string cause) =>
        _queueFailures.Add(1, new KeyValuePair<string, object?>("cause", cause));

    /// <summary>Counts a notification of Juspay.</summary>
    public void Notified(NotificationResult result) =>
        _notifications.Add(1, new KeyValuePair<string, object?>("result", NameOf(result)));

    private static string NameOf(NotificationResult result) => result switch
    {
        NotificationResult.Applied => "applied",
        NotificationResult.NothingFound => "nothing_found",
        NotificationResult.Limited => "limited",
        NotificationResult.Refused => "refused",
        NotificationResult.Unavailable => "unavailable",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "Unknown result."),
    };
}
