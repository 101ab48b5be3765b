using System.Globalization;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>What a look at the account means: before the drop (rule 1), after an uncertain one (rule 4), while waiting (rule 5).</summary>
internal static class Looks
{
    public static Validation Apply(Validation validation, Outcome.Looked look, DateTimeOffset now)
    {
        if (validation.Stage is Stage.Settled or Stage.InFlight)
        {
            return validation; // a look that was under way when the validation moved on
        }

        var noted = Note(validation, look, now);
        var after = (noted.Stage, look.Reply) switch
        {
            (Stage.Looking, JuspayReply.Answered answer) => BeforePaying(noted, answer.Account, now),
            (Stage.Looking, JuspayReply.Refused refusal) => Settling.Reject(noted, refusal, now),
            (Stage.Looking stage, var failure) =>
                noted with { Stage = new Stage.Looking(Backoff.NextTry(noted, stage.Failures, RetryAfterOf(failure), now), stage.Failures + 1) },

            (Stage.Paying stage, JuspayReply.Answered answer) => BeforePayingLate(noted, stage, answer.Account, now),
            (Stage.Paying, JuspayReply.Refused refusal) when noted.UncertainAttempts == 0 => Settling.Reject(noted, refusal, now),
            (Stage.Paying stage, var failure) =>
                noted with { Stage = stage with { DueAt = Backoff.NextTry(noted, stage.Refusals, RetryAfterOf(failure), now), Refusals = stage.Refusals + 1 } },
            (Stage.Confirming stage, JuspayReply.Answered answer) => Confirm(noted, stage, answer.Account, look.StartedAt, now),
            (Stage.Confirming stage, var failure) =>
                noted with { Stage = stage with { DueAt = Backoff.NextTry(noted, stage.Failures, RetryAfterOf(failure), now), Failures = stage.Failures + 1 } },
            (Stage.Waiting stage, JuspayReply.Answered answer) => Await(noted, stage, answer.Account, look.StartedAt, now),
            (Stage.Waiting stage, var failure) =>
                noted with { Stage = stage with { DueAt = Backoff.NextTry(noted, stage.Looks, RetryAfterOf(failure), now), Looks = stage.Looks + 1 } },
            var (unknown, _) => throw new InvalidOperationException($"Stage {unknown.GetType().Name} is not looked at."),
        };
        var honoured = Signals.AskAgain(Settling.HonourCancel(after, now), look.StartedAt, now);
        return look.StartedAt >= Settling.LastMoment(honoured) ? AtTheEnd(honoured, look.Reply, now) : honoured;
    }

    // After a downtime all overdue looks go out together, and Juspay may not take them all: those are tried again a few times.
    private static Validation AtTheEnd(Validation validation, JuspayReply reply, DateTimeOffset now)
    {
        const int MostLateTries = 3;
        if (reply is not JuspayReply.NotAccepted notAccepted || validation.Stage is Stage.Paying or Stage.Settled || validation.LateTries >= MostLateTries)
        {
            return Settling.Expire(validation, now);
        }

        var (wanted, latest) = (Backoff.NextTry(validation, validation.LateTries, notAccepted.RetryAfter, now), now + validation.Terms.Recheck.MaxDelay);
        return validation with { LateTries = validation.LateTries + 1, Stage = validation.Stage.LookingAt(wanted < latest ? wanted : latest) };
    }

    private static Validation BeforePaying(Validation validation, AccountSnapshot seen, DateTimeOffset now)
    {
        if (seen.Status == AccountStatus.Pending)
        {
            var adopted = new Stage.Waiting(DropEvidence.Adopted, Baseline: null, ChangeSeen: true, Backoff.NextTry(validation, 0, null, now), Looks: 1);
            return PennyDrop.Begins(Lifecycle.Noted(validation, now, TimelineEvents.Adopted), now) with { Stage = adopted };
        }

        return IsRecent(validation, seen, now)
            ? Settling.Settle(validation, ValidationStatus.Active, reason: null, now, reused: true)
            : validation with { Stage = new Stage.Paying(Baseline.Of(seen), LookedAt: now, DueAt: now, Refusals: 0) };
    }

    // The look before a penny that comes due late. After an uncertain drop the first baseline stays what is compared with: what
    // differs from it is that drop, taken for absent too early.
    private static Validation BeforePayingLate(Validation validation, Stage.Paying stage, AccountSnapshot seen, DateTimeOffset now)
    {
        if (stage.Baseline.IsShownBy(seen))
        {
            return validation with { Stage = stage with { LookedAt = now, DueAt = now } };
        }

        return validation.UncertainAttempts > 0 ? Happened(validation, stage.Baseline, seen, now) : BeforePaying(validation, seen, now);
    }

    // A date in the future is as far from "validated recently" as one in the past.
    private static bool IsRecent(Validation validation, AccountSnapshot seen, DateTimeOffset now) =>
        seen is { Status: AccountStatus.Active, LastValidated: { } validated }
        && validation.Terms.ReuseWithin > TimeSpan.Zero
        && (now - validated).Duration() <= validation.Terms.ReuseWithin;

    private static Validation Confirm(Validation validation, Stage.Confirming stage, AccountSnapshot seen, DateTimeOffset startedAt, DateTimeOffset now)
    {
        if (!stage.Baseline.IsShownBy(seen))
        {
            return Happened(validation, stage.Baseline, seen, now);
        }

        if (startedAt < stage.CountsFrom)
        {
            return validation with { Stage = stage with { DueAt = stage.CountsFrom } };
        }

        var equal = stage.EqualLooks + 1;
        if (equal < ConfirmSchedule.Looks)
        {
            var countsFrom = ConfirmSchedule.Next(startedAt, validation.Terms.ConfirmAfter, equal);
            return validation with { Stage = stage with { EqualLooks = equal, CountsFrom = countsFrom, DueAt = countsFrom, Failures = 0 } };
        }

        return AfterTheLastLook(validation, stage.Baseline, now);
    }

    private static Validation Happened(Validation validation, Baseline baseline, AccountSnapshot seen, DateTimeOffset now)
    {
        var waiting = new Stage.Waiting(DropEvidence.Seen, baseline, ChangeSeen: true, now, Looks: 0);
        return Await(Lifecycle.Noted(validation, now, TimelineEvents.DropSeen), waiting, seen, now, now);
    }

    private static Validation AfterTheLastLook(Validation validation, Baseline baseline, DateTimeOffset now)
    {
        var due = Backoff.NextTry(validation, 0, null, now);
        if (!baseline.CanProveAbsence)
        {
            return Lifecycle.Noted(validation, now, TimelineEvents.DropNotProved) with
            {
                Stage = new Stage.Waiting(DropEvidence.NotProved, baseline, ChangeSeen: false, due, Looks: 1),
            };
        }

        var attempts = string.Create(CultureInfo.InvariantCulture, $"{validation.UncertainAttempts} of {validation.Terms.MaxAttempts}");
        return Lifecycle.Noted(validation, now, TimelineEvents.DropAbsent, attempts) with
        {
            Stage = validation.UncertainAttempts < validation.Terms.MaxAttempts
                ? new Stage.Paying(baseline, LookedAt: now, DueAt: now, Refusals: 0)
                : new Stage.Waiting(DropEvidence.ProvedAbsent, baseline, ChangeSeen: false, due, Looks: 1),
        };
    }

    private static Validation Await(Validation validation, Stage.Waiting stage, AccountSnapshot seen, DateTimeOffset startedAt, DateTimeOffset now)
    {
        var differs = stage.Baseline is null || !stage.Baseline.IsShownBy(seen);
        var mayBeStale = stage.Baseline is { IsSettled: true } && !stage.ChangeSeen && !differs;
        if (seen.IsSettled && !mayBeStale)
        {
            return Settling.SettleWithAnswer(validation, seen.Status, now);
        }

        var proved = differs && stage.Evidence is (DropEvidence.NotProved or DropEvidence.ProvedAbsent);
        var noted = proved ? Lifecycle.Noted(validation, now, TimelineEvents.DropSeen) : validation;
        return noted with
        {
            Stage = stage with
            {
                Evidence = (stage.Evidence, differs) switch
                {
                    (DropEvidence.NotProved or DropEvidence.ProvedAbsent or DropEvidence.Unseen, true) => DropEvidence.Seen,
                    (DropEvidence.Unseen, false) when startedAt >= stage.VisibleBy => DropEvidence.Answered,
                    var (evidence, _) => evidence,
                },
                ChangeSeen = stage.ChangeSeen || differs,
                DueAt = Backoff.NextTry(validation, stage.Looks, null, now),
                Looks = stage.Looks + 1,
            },
        };
    }

    private static Validation Note(Validation validation, Outcome.Looked look, DateTimeOffset now)
    {
        var counted = CountedForPreset(validation, look.StartedAt) with
        {
            Checks = validation.Checks + 1,
            LastLookAt = look.StartedAt,
            RestUntil = RetryAfterOf(look.Reply) is { } asked ? now + Backoff.Longer(TimeSpan.Zero, asked) : null,
        };
        return look.Reply is JuspayReply.Answered answer
            ? Lifecycle.Noted(Settling.Seen(counted, answer.Account), now, TimelineEvents.Checked, StatusNames.Of(answer.Account.Status))
            : Settling.Troubled(counted, look.Reply, now, TimelineEvents.CheckFailed);
    }

    private static Validation CountedForPreset(Validation validation, DateTimeOffset startedAt) =>
        validation is { Terms.Recheck.Preset: not null, DropAt: not null }
            ? validation with { RecentLooks = [.. (validation.RecentLooks ?? []).TakeLast(NpciPreset.MostInWindow - 1), startedAt] }
            : validation;

    private static TimeSpan? RetryAfterOf(JuspayReply reply) => reply switch
    {
        JuspayReply.NotAccepted notAccepted => notAccepted.RetryAfter,
        JuspayReply.Unclear unclear => unclear.RetryAfter,
        _ => null,
    };
}
