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

            // Found by the look at the deadline only; a drop that was taken for absent may show after all.
            (Stage.Paying stage, JuspayReply.Answered answer) when !stage.Baseline.IsShownBy(answer.Account) =>
                Happened(noted, stage.Baseline, answer.Account, now),
            (Stage.Confirming stage, JuspayReply.Answered answer) => Confirm(noted, stage, answer.Account, look.StartedAt, now),
            (Stage.Confirming stage, var failure) =>
                noted with { Stage = stage with { DueAt = Backoff.NextTry(noted, stage.Failures, RetryAfterOf(failure), now), Failures = stage.Failures + 1 } },
            (Stage.Waiting stage, JuspayReply.Answered answer) => Await(noted, stage, answer.Account, now),
            (Stage.Waiting stage, var failure) =>
                noted with { Stage = stage with { DueAt = Backoff.NextTry(noted, stage.Looks, RetryAfterOf(failure), now), Looks = stage.Looks + 1 } },
            _ => noted,
        };
        var honoured = Settling.HonourCancel(after, now);
        return look.StartedAt >= Settling.LastMoment(validation) ? Settling.Expire(honoured, now) : honoured;
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
            : validation with { Stage = new Stage.Paying(Baseline.Of(seen), now, Refusals: 0) };
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
            var countsFrom = ConfirmSchedule.Next(stage.SendBefore, validation.Terms.ConfirmAfter, equal, startedAt);
            return validation with { Stage = stage with { EqualLooks = equal, CountsFrom = countsFrom, DueAt = countsFrom, Failures = 0 } };
        }

        return AfterTheLastLook(validation, stage.Baseline, now);
    }

    private static Validation Happened(Validation validation, Baseline baseline, AccountSnapshot seen, DateTimeOffset now)
    {
        var waiting = new Stage.Waiting(DropEvidence.Seen, baseline, ChangeSeen: true, now, Looks: 0);
        return Await(Lifecycle.Noted(validation, now, TimelineEvents.DropSeen), waiting, seen, now);
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
                ? new Stage.Paying(baseline, now, Refusals: 0)
                : new Stage.Waiting(DropEvidence.ProvedAbsent, baseline, ChangeSeen: false, due, Looks: 1),
        };
    }

    private static Validation Await(Validation validation, Stage.Waiting stage, AccountSnapshot seen, DateTimeOffset now)
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
                Evidence = proved ? DropEvidence.Seen : stage.Evidence,
                ChangeSeen = stage.ChangeSeen || differs,
                DueAt = Backoff.NextTry(validation, stage.Looks, null, now),
                Looks = stage.Looks + 1,
            },
        };
    }

    private static Validation Note(Validation validation, Outcome.Looked look, DateTimeOffset now)
    {
        var counted = CountedForPreset(validation, look.StartedAt) with { Checks = validation.Checks + 1 };
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
