using System.Globalization;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// The penny drop: whether its POST may leave (rules 2 and 3), and how its reply is applied (rule 4).
/// </summary>
internal static class PennyDrop
{
    /// <summary>
    /// The only place that decides whether a POST may leave. The step must still be due, no older version's cancel may
    /// wait, and the fresh check must allow the drop. Then the intent is recorded. Otherwise the same instance comes
    /// back, and no penny may be dropped.
    /// </summary>
    public static Validation Intend(Validation validation, Outcome.IntentRecorded intent)
    {
        if (
            validation.CancelRequestedAt is not null
            || Lifecycle.Next(validation, intent.At) != new Step.DropPenny(intent.Attempt))
        {
            return validation;
        }

        var seen = Checks.Apply(validation, intent.Check, intent.At);
        return
            seen.Stage is Stage.Paying { ClearFrom: null } stage
            && intent.At >= Doubts.PaidFrom(validation, stage.DueAt)
            && intent.Check.Reply is JuspayReply.Answered
            ? Begun(seen, stage.Baseline, stage.Refusals, new(intent.Attempt, intent.At, intent.Check.Juspay))
            : validation;
    }

    public static Validation Apply(Validation validation, Outcome.PennyDropEnded drop, DateTimeOffset now)
    {
        var begun = (validation.Stage, drop.IntentAt) switch
        {
            (Stage.DropUnderWay, _) => validation,

            // An engine whose journal is not the state reports check, intent and end at once. The POST may have left,
            // so nothing is decided again.
            (Stage.Checking or Stage.Paying, { } at) => BegunElsewhere(validation, drop, at),

            // The validation settled meanwhile, and the account keeps the drop: the end of the drop is a fact of the
            // account.
            (Stage.Settled { Left: Stage.DropUnderWay left } settled, { } at) when at == validation.Drop?.At =>
                EndedAfterSettling(validation, settled, left, drop, now),

            // The circuit opened after the check, so no drop began.
            (Stage.Checking or Stage.Paying, null) => NotBegun(validation, drop, now),
            _ => validation,
        };
        return begun.Stage is Stage.DropUnderWay stage ? Judge(begun, stage, drop, now) : begun;
    }

    /// <summary>Keeps for a preset when a drop began; checks are counted from there.</summary>
    public static Validation Begins(Validation validation, DateTimeOffset at) =>
        validation.Terms.Recheck.Preset is null ? validation : validation with { DropAt = at, RecentChecks = null };

    /// <summary>Begins the confirm checks of a penny drop whose end is not known.</summary>
    /// <param name="validation">The validation that follows the drop.</param>
    /// <param name="baseline">The account's state before the drop.</param>
    /// <param name="endedBy">When the POST can no longer be on its way.</param>
    public static Validation Uncertain(Validation validation, Baseline baseline, DateTimeOffset endedBy)
    {
        var first = ConfirmSchedule.First(endedBy, validation.Terms.ConfirmAfter);
        return validation with
        {
            Stage = new Stage.Confirming(
                baseline, endedBy, EqualChecks: 0, CountsFrom: first, DueAt: first, Failures: 0),
            UncertainAttempts = validation.UncertainAttempts + 1,
        };
    }

    private static Validation Begun(
        Validation validation,
        Baseline baseline,
        int refusals,
        (int Attempt, DateTimeOffset At, JuspayIdentity? Juspay) intent) =>
        Begins(
            validation.Noted(
                intent.At, TimelineEvents.DropIntended, intent.Attempt.ToString(CultureInfo.InvariantCulture)),
            intent.At) with
        {
            Stage = new Stage.DropUnderWay(baseline, intent.At + validation.Terms.JuspayTimeout, refusals),
            Drop = new(
                validation.Id,
                validation.Request.CustomerAccountId,
                intent.Juspay,
                intent.At,
                validation.Request.CustomerId),
            ValidateAttempts = intent.Attempt,
        };

    private static Validation BegunElsewhere(Validation validation, Outcome.PennyDropEnded drop, DateTimeOffset at)
    {
        var (known, refusals) = validation.Stage is Stage.Paying paying
            ? (paying.Baseline, paying.Refusals)
            : (null, 0);
        return (drop.Baseline ?? known) is { } baseline
            ? Begun(
                WithCheck(validation, drop.Check, at),
                baseline,
                refusals,
                (validation.ValidateAttempts + 1, at, drop.Juspay))
            : validation;
    }

    private static Validation NotBegun(Validation validation, Outcome.PennyDropEnded drop, DateTimeOffset now)
    {
        var seen = drop.Check is { } check ? Checks.Apply(validation, check, now) : validation;
        return seen.Stage is Stage.Paying paying ? PutOff(seen, paying, drop.Reply, now) : seen;
    }

    // The check came before the intent, so it is noted first.
    private static Validation WithCheck(Validation validation, Outcome.Checked? check, DateTimeOffset intentAt) =>
        check is null ? validation : Checks.Note(validation, check, intentAt);

    private static Validation EndedAfterSettling(
        Validation validation,
        Stage.Settled settled,
        Stage.DropUnderWay left,
        Outcome.PennyDropEnded drop,
        DateTimeOffset now)
    {
        var judged = Judge(validation with { Stage = left }, left, drop, now);
        return judged with
        {
            Stage = settled with { Left = judged.OpenStage },
            Callback = validation.Callback,
            Timeline = validation.Timeline.Add(now, TimelineEvents.DropEnded),
        };
    }

    private static Validation Judge(
        Validation validation, Stage.DropUnderWay stage, Outcome.PennyDropEnded drop, DateTimeOffset now)
    {
        var reply = drop.Reply;
        var rested = validation with { RestUntil = Checks.RestUntil(reply, now) };
        var left = reply is JuspayReply.NotAccepted { WasSent: false } ? rested : rested with { PennyLeft = true };
        return reply switch
        {
            JuspayReply.Answered answer => Answered(left, stage, answer.Account, drop.Juspay, now),
            JuspayReply.Refused refusal => Refused(left, stage, refusal, isFirst: !validation.HasSentPenny, now),
            JuspayReply.KeyRefused => HoldOff(left, stage, drop, now),
            JuspayReply.NotAccepted { WasSent: true } => HoldOff(left, stage, drop, now),
            JuspayReply.NotAccepted => PutOff(left, new(stage.Baseline, DueAt: now, stage.Refusals), reply, now),
            JuspayReply.Unclear unclear => BecomeUncertain(left, stage, unclear, drop.EndedAt ?? now, now),
            _ => throw new InvalidOperationException($"Reply {reply.GetType().Name} has no rule."),
        };
    }

    private static Validation Answered(
        Validation validation,
        Stage.DropUnderWay stage,
        AccountSnapshot seen,
        JuspayIdentity? juspay,
        DateTimeOffset now)
    {
        var noted = Settlement
            .Seen(validation, seen, juspay)
            .Noted(now, TimelineEvents.DropAnswered, StatusNames.Of(seen.Status));
        return seen.IsSettled && stage.Baseline.NewsIn(seen) == News.New
            ? Settlement.SettleWithAnswer(noted, seen.Status, now)
            : noted with { Stage = LaterChecks.Spent(noted, stage, now) };
    }

    // After an earlier POST, a refusal may be about that POST, such as "in progress".
    private static Validation Refused(
        Validation validation, Stage.DropUnderWay stage, JuspayReply.Refused refusal, bool isFirst, DateTimeOffset now)
    {
        var noted = Settlement.WithCallFailure(validation, refusal, now, TimelineEvents.DropNotAccepted);
        return isFirst ? Settlement.Reject(noted, refusal, now) : LaterChecks.NotProved(noted, stage.Baseline, now);
    }

    // Juspay does not say what 401, 403 and 429 mean for a penny. The next POST needs a check that would show it.
    private static Validation HoldOff(
        Validation validation, Stage.DropUnderWay stage, Outcome.PennyDropEnded drop, DateTimeOffset now)
    {
        var clearFrom = ConfirmSchedule.ShownFrom(drop.EndedAt ?? now, validation.Terms.ConfirmAfter);
        return PutOff(validation, new(stage.Baseline, DueAt: clearFrom, stage.Refusals, clearFrom), drop.Reply, now);
    }

    // The next step is never sooner than the stage itself asks: a settled baseline may be only a moment old.
    private static Validation PutOff(Validation validation, Stage.Paying stage, JuspayReply reply, DateTimeOffset now)
    {
        var retryAfter = reply is JuspayReply.NotAccepted notAccepted ? notAccepted.RetryAfter : null;
        var wanted = Backoff.NextTry(validation, stage.Refusals, retryAfter, now);
        return Settlement.WithCallFailure(validation, reply, now, TimelineEvents.DropNotAccepted) with
        {
            Stage = stage with { DueAt = Backoff.Later(stage.DueAt, wanted), Refusals = stage.Refusals + 1 },
        };
    }

    private static Validation BecomeUncertain(
        Validation validation,
        Stage.DropUnderWay stage,
        JuspayReply.Unclear unclear,
        DateTimeOffset endedAt,
        DateTimeOffset now)
    {
        // The process that began an interrupted drop is gone. The POST may still be on its way, and nobody has measured
        // since when.
        var gone = unclear.Cause == ReplyCauses.Interrupted ? endedAt + validation.Terms.JuspayTimeout : endedAt;
        var uncertain = Uncertain(
            Settlement.WithCallFailure(validation, unclear, now, TimelineEvents.DropUncertain),
            stage.Baseline,
            Backoff.Later(stage.SendBefore, gone));
        var asked = now + Backoff.Longer(TimeSpan.Zero, unclear.RetryAfter);
        return uncertain.Stage is Stage.Confirming { DueAt: var due } && asked > due
            ? uncertain with { Stage = uncertain.Stage.WithNextCheckAt(asked) }
            : uncertain;
    }
}
