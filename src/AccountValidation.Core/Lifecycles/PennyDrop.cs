using System.Globalization;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>The money step: its intent (rule 2) and what its reply means (rule 3).</summary>
internal static class PennyDrop
{
    /// <summary>
    /// Takes the intent down, when the attempt is still the one that is due. Otherwise the same instance comes back, and
    /// no penny may be dropped.
    /// </summary>
    public static Validation Intend(Validation validation, Outcome.IntentRecorded intent)
    {
        if (validation.Stage is not Stage.Paying stage
            || validation.IsSuspended
            || intent.Attempt != validation.ValidateAttempts + 1
            || intent.At >= validation.DeadlineAt)
        {
            return validation;
        }

        return Begun(validation, stage, intent.Attempt, intent.At);
    }

    public static Validation Apply(Validation validation, Outcome.Validated drop, DateTimeOffset now)
    {
        var begun = (validation.Stage, drop.IntentAt) switch
        {
            (Stage.InFlight, _) => validation,

            // An engine whose journal is not the state reports intent and outcome at once.
            (Stage.Paying paying, { } at) => Begun(validation, paying with { Baseline = drop.Baseline ?? paying.Baseline }, validation.ValidateAttempts + 1, at),

            // No permit was to be had: nothing was begun, and only the back-off goes on.
            (Stage.Paying paying, null) => validation with { Stage = new Stage.InFlight(paying.Baseline, now, paying.Refusals) },
            _ => validation,
        };
        return begun.Stage is Stage.InFlight stage ? Settling.HonourCancel(Judge(begun, stage, drop.Reply, now), now) : validation;
    }

    /// <summary>Keeps for a preset when a drop began; looks are counted from there.</summary>
    public static Validation Begins(Validation validation, DateTimeOffset at) =>
        validation.Terms.Recheck.Preset is null ? validation : validation with { DropAt = at, RecentLooks = null };

    private static Validation Begun(Validation validation, Stage.Paying stage, int attempt, DateTimeOffset at) =>
        Begins(Lifecycle.Noted(validation, at, TimelineEvents.DropIntended, attempt.ToString(CultureInfo.InvariantCulture)), at) with
        {
            Stage = new Stage.InFlight(stage.Baseline, at + validation.Terms.JuspayTimeout, stage.Refusals),
            ValidateAttempts = attempt,
        };

    private static Validation Judge(Validation validation, Stage.InFlight stage, JuspayReply reply, DateTimeOffset now) => reply switch
    {
        JuspayReply.Answered answer => Answered(validation, stage, answer.Account, now),
        JuspayReply.Refused refusal => Settling.Reject(Settling.Troubled(validation, reply, now, TimelineEvents.DropNotAccepted), refusal, now),
        JuspayReply.KeyRefused => TryLater(validation, stage, reply, null, now),
        JuspayReply.NotAccepted notAccepted => TryLater(validation, stage, reply, notAccepted.RetryAfter, now),
        JuspayReply.Unclear unclear => BecomeUncertain(validation, stage, unclear, now),
        _ => throw new InvalidOperationException($"Reply {reply.GetType().Name} has no rule."),
    };

    private static Validation Answered(Validation validation, Stage.InFlight stage, AccountSnapshot seen, DateTimeOffset now)
    {
        var noted = Lifecycle.Noted(Settling.Seen(validation, seen), now, TimelineEvents.DropAnswered, StatusNames.Of(seen.Status));
        return seen.IsSettled
            ? Settling.SettleWithAnswer(noted, seen.Status, now)
            : noted with
            {
                Stage = new Stage.Waiting(
                    DropEvidence.Unseen,
                    stage.Baseline,
                    ChangeSeen: false,
                    Backoff.NextTry(noted, 0, null, now),
                    Looks: 1,
                    VisibleBy: ConfirmSchedule.Last(ConfirmSchedule.First(stage.SendBefore, noted.Terms.ConfirmAfter), noted.Terms.ConfirmAfter, equalLooks: 0)),
            };
    }

    private static Validation TryLater(Validation validation, Stage.InFlight stage, JuspayReply reply, TimeSpan? retryAfter, DateTimeOffset now) =>
        Settling.Troubled(validation, reply, now, TimelineEvents.DropNotAccepted) with
        {
            Stage = new Stage.Paying(
                stage.Baseline,
                LookedAt: stage.SendBefore - validation.Terms.JuspayTimeout,
                Backoff.NextTry(validation, stage.Refusals, retryAfter, now),
                stage.Refusals + 1),
        };

    private static Validation BecomeUncertain(Validation validation, Stage.InFlight stage, JuspayReply.Unclear unclear, DateTimeOffset now)
    {
        var first = ConfirmSchedule.First(stage.SendBefore, validation.Terms.ConfirmAfter);
        var asked = now + Backoff.Longer(TimeSpan.Zero, unclear.RetryAfter);
        return Settling.Troubled(validation, unclear, now, TimelineEvents.DropUncertain) with
        {
            Stage = new Stage.Confirming(stage.Baseline, stage.SendBefore, EqualLooks: 0, first, asked > first ? asked : first, Failures: 0),
            UncertainAttempts = validation.UncertainAttempts + 1,
        };
    }
}
