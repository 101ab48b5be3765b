using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// Applies a check: before the penny (rule 2), after an uncertain drop (rule 6), while waiting (rules 4 and 5).
/// </summary>
internal static class Checks
{
    public static Validation Apply(Validation validation, Outcome.Checked check, DateTimeOffset now)
    {
        if (validation.Stage is Stage.Settled or Stage.DropUnderWay)
        {
            return validation; // the validation moved on while the check ran
        }

        var following = WithOwnBaseline(AccountRules.LetGo(validation, check.StartedAt), check);
        var believed = check with { Reply = Believed(following, check) };
        var noted = Note(following, OtherCustomers.WithoutDetails(validation, believed), now);
        var after = believed.Reply is JuspayReply.Answered answer
            ? Shown(noted, answer.Account, check.StartedAt, now)
            : Failed(noted, believed.Reply, now);
        var asked = Signals.PlanAnother(OtherCustomers.AfterCheck(validation, noted, after, now), check.StartedAt, now);
        return check.StartedAt >= asked.DeadlineAt ? AtTheEnd(asked, believed.Reply, now) : asked;
    }

    /// <summary>Counts a check, and keeps its answer or the cause of its failure.</summary>
    public static Validation Note(Validation validation, Outcome.Checked check, DateTimeOffset now)
    {
        var counted = CountedForPreset(validation, check.StartedAt) with
        {
            Checks = validation.Checks + 1,
            LastCheckAt = check.StartedAt,
            RestUntil = RestUntil(check.Reply, now),
        };
        return check.Reply is JuspayReply.Answered { Account: var seen }
            ? Settlement
                .Seen(counted, seen, check.Juspay)
                .Noted(now, TimelineEvents.Checked, StatusNames.Of(seen.Status))
            : Settlement.WithCallFailure(counted, check.Reply, now, TimelineEvents.CheckFailed);
    }

    /// <summary>Until when Juspay asks the service to wait; null when Juspay asks for no wait.</summary>
    public static DateTimeOffset? RestUntil(JuspayReply reply, DateTimeOffset now) =>
        RetryAfterOf(reply) is { } asked ? now + Backoff.Longer(TimeSpan.Zero, asked) : null;

    // Another Juspay's answer is no baseline for this Juspay. Once a POST has left, the validation is held instead.
    private static Validation WithOwnBaseline(Validation validation, Outcome.Checked check) =>
        validation is { Stage: Stage.Paying stage, HasSentPenny: false }
        && !JuspayIdentity.MayBeSame(validation.Juspay, check.Juspay)
            ? validation with
            {
                Stage = new Stage.Checking(stage.DueAt, stage.Refusals),
            }
            : validation;

    // A state older than the known one comes from a replica that is behind, so the check has failed.
    private static JuspayReply Believed(Validation validation, Outcome.Checked check)
    {
        var baseline = validation.Stage switch
        {
            Stage.Checking stage when !FirstChecks.BelievesOlder(validation, stage.BehindSince, check.StartedAt) =>
                KnownTo(validation, check.Juspay),
            Stage.Paying stage when !FirstChecks.BelievesOlder(validation, stage.BehindSince, check.StartedAt) =>
                stage.Baseline,
            Stage.Confirming stage => stage.Baseline,
            Stage.Waiting stage => stage.Baseline,
            _ => null,
        };
        var isBehind = (validation.Stage, check.Reply) switch
        {
            (_, JuspayReply.Answered answer) when baseline is not null => baseline.NewsIn(answer.Account)
                == News.Behind,

            // The validation follows a drop from elsewhere: an account that shows no drop is older than that drop.
            (Stage.Waiting, JuspayReply.Answered { Account.Status: AccountStatus.Created }) => true,
            _ => false,
        };
        return isBehind ? new JuspayReply.Unclear(ReplyCauses.AnswerBehind) : check.Reply;
    }

    /// <summary>The last answer of the same Juspay from before this validation; null when no answer is known.</summary>
    public static Baseline? KnownTo(Validation validation, JuspayIdentity? juspay) =>
        KnownAnswer.By(validation.LastAnswer, juspay)?.Shown;

    private static Validation Shown(
        Validation noted, AccountSnapshot seen, DateTimeOffset startedAt, DateTimeOffset now) =>
        noted.Stage switch
        {
            Stage.Checking => FirstChecks.First(noted, seen, now),
            Stage.Paying stage => FirstChecks.Again(noted, stage, seen, startedAt, now),
            Stage.Confirming stage => LaterChecks.Confirm(noted, stage, seen, startedAt, now),
            Stage.Waiting stage => LaterChecks.Await(noted, stage, seen, startedAt, now),
            var unknown => throw new InvalidOperationException($"Stage {unknown.GetType().Name} is not checked."),
        };

    private static Validation Failed(Validation noted, JuspayReply reply, DateTimeOffset now)
    {
        var wait = RetryAfterOf(reply);
        return noted.Stage switch
        {
            Stage.Checking stage => FirstChecks.Failed(noted, stage, reply, wait, now),
            Stage.Paying stage => FirstChecks.Failed(noted, stage, reply, wait, now),
            Stage.Confirming stage => noted with
            {
                Stage = stage with
                {
                    DueAt = Backoff.NextTry(noted, stage.Failures, wait, now),
                    Failures = stage.Failures + 1,
                },
            },
            Stage.Waiting stage => noted with
            {
                Stage = stage with
                {
                    DueAt = Backoff.NextTry(noted, stage.Checks, wait, now),
                    Checks = stage.Checks + 1,
                },
            },
            var unknown => throw new InvalidOperationException($"Stage {unknown.GetType().Name} is not checked."),
        };
    }

    // After a downtime all overdue checks go out together, and Juspay may refuse some. Retry those checks a few times.
    private static Validation AtTheEnd(Validation validation, JuspayReply reply, DateTimeOffset now)
    {
        const int MostLateTries = 3;
        if (
            reply is not JuspayReply.NotAccepted notAccepted
            || validation.Stage is Stage.Paying or Stage.Settled
            || validation.LateTries >= MostLateTries)
        {
            return Settlement.Expire(validation, now);
        }

        var (wanted, latest) = (
            Backoff.NextTry(validation, validation.LateTries, notAccepted.RetryAfter, now),
            now + validation.Terms.Recheck.MaxDelay);
        return validation with
        {
            LateTries = validation.LateTries + 1,
            Stage = validation.Stage.WithNextCheckAt(wanted < latest ? wanted : latest),
        };
    }

    // A check before the penny is no status check of a transaction, so the preset does not count it.
    private static Validation CountedForPreset(Validation validation, DateTimeOffset startedAt) =>
        validation is { Terms.Recheck.Preset: not null, DropAt: not null } && !FirstChecks.IsBefore(validation)
            ? validation with
            {
                RecentChecks = [.. (validation.RecentChecks ?? []).TakeLast(NpciPreset.MostInWindow - 1), startedAt],
            }
            : validation;

    private static TimeSpan? RetryAfterOf(JuspayReply reply) => reply switch
    {
        JuspayReply.NotAccepted notAccepted => notAccepted.RetryAfter,
        JuspayReply.Unclear unclear => unclear.RetryAfter,
        _ => null,
    };
}
