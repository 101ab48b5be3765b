using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Json;

/// <summary>
/// Upgrades states of earlier versions. Those did not note whether a POST had left, what its answer left open, or which
/// penny drop is open. The upgrade is cautious: every attempt counts as sent, and Juspay may have refused the last
/// attempt a moment ago. A drop that was not proved when its validation ended counts as open. A validation that ended
/// while a check showed a drop under way leaves no open drop: the next check shows the drop again.
/// </summary>
internal static class OldStates
{
    public static Validation Upgraded(Validation stored) => WithDrop(WithLeft(WithPennyLeft(stored)));

    private static Validation WithPennyLeft(Validation stored) => stored switch
    {
        { PennyLeft: not null } => stored,
        { ValidateAttempts: > 0, Stage: Stage.Paying stage } =>
            stored with { PennyLeft = true, Stage = Held(stage, stored.Terms) },
        _ => stored with { PennyLeft = stored.ValidateAttempts > 0 },
    };

    // The stage was due after the end of the last attempt. A check shows the result of that attempt this much later.
    private static Stage.Paying Held(Stage.Paying stage, Terms terms) =>
        stage with { ClearFrom = ConfirmSchedule.ShownFrom(stage.DueAt, terms.ConfirmAfter) };

    private static Validation WithLeft(Validation stored) =>
        stored is { Drop: null, Stage: Stage.Settled { Left: null } settled }
            ? settled.Reason?.Code switch
            {
                ReasonCodes.DropUncertain => Leaving(stored, settled, DropEvidence.NotProved),
                ReasonCodes.AttemptsUsedUp => Leaving(stored, settled, DropEvidence.ProvedAbsent),
                _ => stored,
            }
            : stored;

    // The last answer was no news, so it equals the baseline.
    private static Validation Leaving(Validation stored, Stage.Settled settled, DropEvidence evidence)
    {
        var baseline = stored.LastSeen is { } seen ? Baseline.Of(seen) : null;
        return stored with
        {
            Stage = settled with { Left = new Stage.Waiting(evidence, baseline, settled.At, Checks: 1) },
        };
    }

    private static Validation WithDrop(Validation stored) =>
        stored.Drop is null && stored.OpenStage is { } stage
            ? stored with
            {
                Drop = new(
                    stored.Id,
                    stored.Request.CustomerAccountId,
                    Juspay: null,
                    BegunAt(stored, stage),
                    stored.Request.CustomerId),
            }
            : stored;

    // A timeline is bounded, so the intent's entry may be gone. The deadline is later than any intent.
    private static DateTimeOffset BegunAt(Validation stored, Stage stage) =>
        stage is Stage.DropUnderWay underWay
            ? underWay.SendBefore - stored.Terms.JuspayTimeout
            : stored
                .Timeline.Entries.LastOrDefault(entry =>
                    entry.Event is TimelineEvents.DropIntended or TimelineEvents.Adopted)
                ?.At
                ?? stored.DeadlineAt;
}
