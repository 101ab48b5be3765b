using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>Applies a check before a penny drop (rule 2).</summary>
internal static class FirstChecks
{
    /// <summary>
    /// Juspay's dates have whole seconds: a drop in the second of the baseline would equal the baseline.
    /// </summary>
    public static readonly TimeSpan DateResolution = TimeSpan.FromSeconds(2);

    // A single refusal may be a fault of the moment.
    private static readonly TimeSpan BetweenRefusals = TimeSpan.FromSeconds(5);

    // After this time the service believes an older state, and no longer suspects a replica.
    private static readonly TimeSpan LongestBehind = TimeSpan.FromHours(1);

    /// <summary>True while no POST may have left and no penny drop is under way.</summary>
    public static bool IsBefore(Validation validation) =>
        validation is { Stage: Stage.Checking or Stage.Paying, HasSentPenny: false };

    /// <summary>True when an older state may replace the baseline; never once a POST may have left.</summary>
    public static bool BelievesOlder(Validation validation, DateTimeOffset? behindSince, DateTimeOffset startedAt) =>
        !validation.HasSentPenny && startedAt - behindSince >= LongestBehind;

    /// <summary>Applies a good check where no baseline is known.</summary>
    public static Validation First(Validation validation, AccountSnapshot seen, DateTimeOffset now) =>
        Begin(validation, seen, Checks.KnownTo(validation, validation.Juspay), now);

    /// <summary>
    /// Applies a good check where a baseline is known. Once a POST may have left, the baseline stays: news then means
    /// that the drop was taken for absent too early.
    /// </summary>
    public static Validation Again(
        Validation validation, Stage.Paying stage, AccountSnapshot seen, DateTimeOffset startedAt, DateTimeOffset now)
    {
        var isSame = stage.Baseline.NewsIn(seen) == News.Same;
        return (isSame, validation.HasSentPenny) switch
        {
            (true, _) when stage.ClearFrom is { } clearFrom && startedAt < clearFrom => validation with
            {
                Stage = stage with { DueAt = LaterChecks.CountsAgain(clearFrom, startedAt, now) },
            },
            (true, _) => validation with
            {
                Stage = new Stage.Paying(stage.Baseline, DueAt: Doubts.PaidFrom(validation, now), stage.Refusals),
            },
            (false, true) => LaterChecks.Happened(validation, stage.Baseline, seen, now),
            (false, false) => Begin(validation, seen, stage.Baseline, now),
        };
    }

    /// <summary>Applies a failed check where no baseline is known.</summary>
    public static Validation Failed(
        Validation validation, Stage.Checking stage, JuspayReply reply, TimeSpan? retryAfter, DateTimeOffset now) =>
        RejectedBy(validation, reply, stage.RefusedAt, now) ?? validation with
        {
            Stage = stage with
            {
                DueAt = NextTry(validation, stage.Failures, reply, retryAfter, now),
                Failures = stage.Failures + 1,
                RefusedAt = RefusedAt(stage.RefusedAt, reply, now),
                BehindSince = IsBehind(reply) ? stage.BehindSince ?? now : stage.BehindSince,
            },
        };

    /// <summary>Applies a failed check where a baseline is known; the baseline stays.</summary>
    public static Validation Failed(
        Validation validation, Stage.Paying stage, JuspayReply reply, TimeSpan? retryAfter, DateTimeOffset now) =>
        RejectedBy(validation, reply, stage.RefusedAt, now) ?? validation with
        {
            Stage = stage with
            {
                DueAt = NextTry(validation, stage.Refusals, reply, retryAfter, now),
                Refusals = stage.Refusals + 1,
                BehindSince = IsBehind(reply) ? stage.BehindSince ?? now : stage.BehindSince,
                RefusedAt = RefusedAt(stage.RefusedAt, reply, now),
            },
        };

    // An older state is still an answer: Juspay knows the account.
    private static DateTimeOffset? RefusedAt(DateTimeOffset? before, JuspayReply reply, DateTimeOffset now) =>
        reply is JuspayReply.Refused ? before ?? now : IsBehind(reply) ? null : before;

    private static bool IsBehind(JuspayReply reply) => reply is JuspayReply.Unclear { Cause: ReplyCauses.AnswerBehind };

    // Juspay itself refuses to show the account. The second refusal decides, if it comes long enough after the first.
    private static Validation? RejectedBy(
        Validation validation, JuspayReply reply, DateTimeOffset? refusedAt, DateTimeOffset now) =>
        reply is JuspayReply.Refused refusal
        && !validation.HasSentPenny
        && validation.LastCheckAt - refusedAt >= BetweenRefusals
            ? Settlement.Reject(validation, refusal, now)
            : null;

    private static DateTimeOffset NextTry(
        Validation validation, int failures, JuspayReply reply, TimeSpan? retryAfter, DateTimeOffset now)
    {
        var wanted = Backoff.NextTry(validation, failures, retryAfter, now);
        return reply is JuspayReply.Refused ? Backoff.Later(wanted, now + BetweenRefusals) : wanted;
    }

    private static Validation Begin(Validation validation, AccountSnapshot seen, Baseline? known, DateTimeOffset now)
    {
        if (seen.Status == AccountStatus.Pending)
        {
            var adopted = new Stage.Waiting(
                DropEvidence.Adopted,
                Later(known, Baseline.Of(seen)),
                Backoff.NextTry(validation, 0, null, now),
                Checks: 1);
            return PennyDrop.Begins(validation.Noted(now, TimelineEvents.Adopted), now) with
            {
                Stage = adopted,
                Drop = new(
                    validation.Id,
                    validation.Request.CustomerAccountId,
                    validation.Juspay,
                    now,
                    validation.Request.CustomerId),
            };
        }

        return
            IsRecent(validation, seen, now)
            || (known?.NewsIn(seen) is null or News.New && Doubts.Cover(validation, seen))
            ? Settlement.SettleWithAnswer(validation, seen.Status, now, isReused: true)
            : validation with
            {
                Stage = new Stage.Paying(
                    Baseline.Of(seen), DueAt: Doubts.PaidFrom(validation, PaidFrom(seen, now)), Refusals: 0),
            };
    }

    // The answer of a drop under way is no older than the account's date at that time.
    private static Baseline? Later(Baseline? known, Baseline pending) =>
        pending.LastValidated is { } date && !(known?.LastValidated >= date) ? pending : known;

    private static DateTimeOffset PaidFrom(AccountSnapshot seen, DateTimeOffset now) =>
        seen.IsSettled ? now + DateResolution : now;

    // A date in the future is as far from "validated recently" as the same distance in the past.
    private static bool IsRecent(Validation validation, AccountSnapshot seen, DateTimeOffset now) =>
        seen is { Status: AccountStatus.Active, LastValidated: { } validated }
        && validation.Terms.ReuseWithin > TimeSpan.Zero
        && (now - validated).Duration() <= validation.Terms.ReuseWithin;
}
