using System.Globalization;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// Applies a good check after a penny drop: an uncertain drop (rule 6), or a drop whose answer is awaited (rules 4 and
/// 5).
/// </summary>
internal static class LaterChecks
{
    /// <summary>
    /// After this time a settled baseline is the answer. No document says that a second result of the same kind moves
    /// Juspay's date.
    /// </summary>
    public static readonly TimeSpan UnchangedIsBelievedAfter = TimeSpan.FromHours(1);

    /// <summary>
    /// Applies one of the four checks that prove absence, or an earlier check that can only prove presence.
    /// </summary>
    public static Validation Confirm(
        Validation validation,
        Stage.Confirming stage,
        AccountSnapshot seen,
        DateTimeOffset startedAt,
        DateTimeOffset now)
    {
        if (stage.Baseline.NewsIn(seen) == News.New)
        {
            return Happened(validation, stage.Baseline, seen, now);
        }

        if (startedAt < stage.CountsFrom)
        {
            return validation with { Stage = stage with { DueAt = CountsAgain(stage.CountsFrom, startedAt, now) } };
        }

        var equal = stage.EqualChecks + 1;
        if (equal < ConfirmSchedule.Checks)
        {
            var countsFrom = ConfirmSchedule.Next(startedAt, validation.Terms.ConfirmAfter, equal);
            return validation with
            {
                Stage = stage with { EqualChecks = equal, CountsFrom = countsFrom, DueAt = countsFrom, Failures = 0 },
            };
        }

        return AfterTheLastCheck(validation, stage.Baseline, now);
    }

    /// <summary>Applies news of a drop that was uncertain, or that was taken for absent too early.</summary>
    public static Validation Happened(
        Validation validation, Baseline baseline, AccountSnapshot seen, DateTimeOffset now) =>
        Await(
            validation.Noted(now, TimelineEvents.DropSeen),
            new Stage.Waiting(DropEvidence.Seen, baseline, now, Checks: 0),
            seen,
            now,
            now);

    /// <summary>Applies a check while the answer is awaited.</summary>
    public static Validation Await(
        Validation validation, Stage.Waiting stage, AccountSnapshot seen, DateTimeOffset startedAt, DateTimeOffset now)
    {
        var isNews = stage.Baseline is null || stage.Baseline.NewsIn(seen) == News.New;
        var isUnchanged = startedAt >= stage.UnchangedFrom && !(startedAt < stage.VisibleBy);
        if (seen.IsSettled && (isNews || isUnchanged))
        {
            return Settlement.SettleWithAnswer(validation, seen.Status, now, isUnchanged: !isNews);
        }

        var evidence = (stage.Evidence, isNews) switch
        {
            (DropEvidence.NotProved or DropEvidence.ProvedAbsent or DropEvidence.Unseen, true) => DropEvidence.Seen,
            (DropEvidence.Unseen, false) when startedAt >= stage.VisibleBy => DropEvidence.Answered,
            var (known, _) => known,
        };
        var isProved =
            evidence == DropEvidence.Seen && stage.Evidence is (DropEvidence.NotProved or DropEvidence.ProvedAbsent);
        var noted = isProved ? validation.Noted(now, TimelineEvents.DropSeen) : validation;
        return noted with
        {
            Stage = stage with
            {
                Evidence = evidence,
                UnchangedFrom = UnchangedFrom(stage, evidence, isNews, now),
                DueAt = Backoff.NextTry(validation, stage.Checks, null, now),
                Checks = stage.Checks + 1,
            },
        };
    }

    /// <summary>The wait for the answer of a drop that Juspay took: the penny is spent, and checks decide.</summary>
    /// <param name="validation">The validation that dropped the penny.</param>
    /// <param name="drop">The stage of the penny drop.</param>
    /// <param name="now">When Juspay's answer to the drop came.</param>
    public static Stage.Waiting Spent(Validation validation, Stage.DropUnderWay drop, DateTimeOffset now) => new(
        DropEvidence.Unseen,
        drop.Baseline,
        Backoff.NextTry(validation, 0, null, now),
        Checks: 1,
        VisibleBy: ConfirmSchedule.ShownFrom(Backoff.Later(drop.SendBefore, now), validation.Terms.ConfirmAfter),
        UnchangedFrom: now + UnchangedIsBelievedAfter);

    /// <summary>
    /// When to repeat a check that began too early to count. The clock that times checks may differ from the clock that
    /// plans them. The time left by the first clock must pass by the second: otherwise checks would follow each other
    /// without a pause.
    /// </summary>
    public static DateTimeOffset CountsAgain(DateTimeOffset countsFrom, DateTimeOffset startedAt, DateTimeOffset now) =>
        Backoff.Later(countsFrom, now + (countsFrom - startedAt));

    // The hour begins anew while a check sees the drop under way. For a drop from elsewhere only news is an answer.
    private static DateTimeOffset? UnchangedFrom(
        Stage.Waiting stage, DropEvidence evidence, bool isNews, DateTimeOffset now) =>
        (evidence, isNews) switch
        {
            (DropEvidence.NotProved or DropEvidence.ProvedAbsent or DropEvidence.Adopted, _) => null,
            (_, false) when stage.UnchangedFrom is { } known => known,
            _ => now + UnchangedIsBelievedAfter,
        };

    private static Validation AfterTheLastCheck(Validation validation, Baseline baseline, DateTimeOffset now)
    {
        if (!baseline.CanProveAbsence)
        {
            return NotProved(validation, baseline, now);
        }

        var attempts = string.Create(
            CultureInfo.InvariantCulture,
            $"{validation.UncertainAttempts} of {validation.Terms.MaxAttempts}");
        return validation.Noted(now, TimelineEvents.DropAbsent, attempts) with
        {
            Stage =
                validation.UncertainAttempts < validation.Terms.MaxAttempts
                    ? new Stage.Paying(baseline, DueAt: now, Refusals: 0)
                    : new Stage.Waiting(
                        DropEvidence.ProvedAbsent, baseline, Backoff.NextTry(validation, 0, null, now), Checks: 1),
        };
    }

    /// <summary>Drops no further penny. Nothing proves whether the last drop happened, so only checks decide.</summary>
    public static Validation NotProved(Validation validation, Baseline baseline, DateTimeOffset now) =>
        validation.Noted(now, TimelineEvents.DropNotProved) with
        {
            Stage = new Stage.Waiting(
                DropEvidence.NotProved, baseline, Backoff.NextTry(validation, 0, null, now), Checks: 1),
        };
}
