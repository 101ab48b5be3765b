using System.Globalization;
using AccountValidation.Core.Schedules;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// The callback: it begins when the validation settles, and its schedule plans the attempts. It ends delivered or as a
/// dead letter. A caller may request a redelivery.
/// </summary>
internal static class Callbacks
{
    private const string ValidationPrefix = "val_";

    /// <summary>
    /// The <c>webhook-id</c>: the validation's own id under another prefix. Standard Webhooks allows no dot in the id.
    /// </summary>
    public static string MessageIdOf(string validationId) =>
        "msg_"
        + (
            validationId.StartsWith(ValidationPrefix, StringComparison.Ordinal)
                ? validationId[ValidationPrefix.Length..]
                : validationId);

    /// <summary>Fixes the body's bytes and plans the first attempt.</summary>
    public static Validation Begin(Validation settled, DateTimeOffset now) =>
        settled.Callback is not { } callback
            ? settled
            : settled with
            {
                Callback = callback with
                {
                    Type = StatusNames.EventTypeOf(settled.Status),
                    Body = CallbackBody.Render(settled),
                    NextAttemptAt = Backoff.NextDelivery(settled, attemptsMade: 0, retryAfter: null, now),
                },
            };

    public static Step Next(Validation settled, DateTimeOffset now) =>
        settled.Callback switch
        {
            { NextAttemptAt: { } due } callback => due <= now
                ? new Step.DeliverCallback(callback.Round)
                : new Step.Wait(due),
            { DeadLetter: { DueAt: var due } } callback => due <= now
                ? new Step.DeadLetterCallback(callback.Round)
                : new Step.Wait(due),
            _ => new Step.Done(),
        };

    public static Validation Redeliver(Validation settled, DateTimeOffset now) =>
        settled.Callback is not { } callback
            ? settled
            : settled.Noted(now, TimelineEvents.RedeliveryRequested) with
            {
                // A suspension that outlived the last step held nothing, and nobody could resume it. It must not hold
                // this redelivery.
                Control = settled is { IsFinished: true, IsSuspended: true }
                    ? settled.Control! with
                    {
                        IsSuspended = false,
                    }
                    : settled.Control,
                Callback = callback with
                {
                    Status = CallbackStatus.Pending,
                    Round = callback.Round + 1,
                    RoundAttempts = 0,
                    NextAttemptAt = Backoff.NextDelivery(settled, attemptsMade: 0, retryAfter: null, now),
                    DeliveredAt = null,
                    DeadLetter = null,
                },
            };

    public static Validation Apply(Validation validation, Outcome.CallbackAttempted attempt, DateTimeOffset now)
    {
        if (!validation.IsSettled || validation.Callback is not { } before)
        {
            return validation;
        }

        var answer = attempt.Answer;
        var callback = before with
        {
            Attempts = before.Attempts + 1,
            LastResponse = answer.HttpStatus,
            LastError = answer.Error,
        };
        if (attempt.Round != before.Round || before.NextAttemptAt is null)
        {
            // A redelivery began or the round ended meanwhile, so this attempt decides nothing.
            return validation with { Callback = callback };
        }

        var tried = validation with { Callback = callback with { RoundAttempts = before.RoundAttempts + 1 } };
        var result = answer.HttpStatus?.ToString(CultureInfo.InvariantCulture) ?? answer.Error;
        return answer.IsDelivered ? Delivered(tried, result, now) : Failed(tried, answer, result, now);
    }

    /// <summary>
    /// Retries a failed hand-over until it succeeds: the dead letter is the last trace of a callback.
    /// </summary>
    public static Validation Apply(Validation validation, Outcome.DeadLettered handed, DateTimeOffset now)
    {
        if (validation.Callback is not { DeadLetter: { } due } callback || handed.Round != callback.Round)
        {
            return validation; // a redelivery began meanwhile
        }

        var next = handed.Sent
            ? null
            : new PendingDeadLetter(Backoff.NextTry(validation, due.Failures, retryAfter: null, now), due.Failures + 1);
        return validation with { Callback = callback with { DeadLetter = next } };
    }

    private static Validation Delivered(Validation validation, string? result, DateTimeOffset now) =>
        validation.Noted(now, TimelineEvents.CallbackDelivered, result) with
        {
            Callback = validation.Callback! with
            {
                Status = CallbackStatus.Delivered,
                NextAttemptAt = null,
                DeliveredAt = now,
            },
        };

    private static Validation Failed(Validation validation, ReceiverAnswer answer, string? result, DateTimeOffset now)
    {
        var noted = validation.Noted(now, TimelineEvents.CallbackFailed, result);
        var callback = noted.Callback!;
        var next = answer.IsGone ? null : Backoff.NextDelivery(noted, callback.RoundAttempts, answer.RetryAfter, now);
        return next is not null
            ? noted with
            {
                Callback = callback with { NextAttemptAt = next },
            }
            : noted.Noted(
                now, TimelineEvents.CallbackDeadLettered, answer.IsGone ? "receiver is gone" : "schedule used up") with
            {
                Callback = callback with
                {
                    Status = CallbackStatus.Failed,
                    NextAttemptAt = null,
                    DeadLetter = new(now, Failures: 0),
                },
            };
    }
}
