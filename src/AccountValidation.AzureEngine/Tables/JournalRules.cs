using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>
/// Rules for penny drops that the money journal knows and the validation may not: an activity can die after its POST.
/// </summary>
internal static class JournalRules
{
    /// <summary>
    /// Adds the journal's last penny drop and its reply to a validation that does not know them. A settled validation
    /// stays settled, and leaves the drop to its account. The same instance comes back when the validation knows all.
    /// </summary>
    public static Validation CaughtUp(Validation known, IReadOnlyList<BegunDrop> begun, DateTimeOffset now)
    {
        var caught = known.Stage is Stage.Settled settled
            ? Left(known, settled, begun)
            : Recovery.WithJournal(known, begun);
        var isUnderWay = caught.Stage is Stage.DropUnderWay or Stage.Settled { Left: Stage.DropUnderWay };
        return
            isUnderWay
            && begun.MaxBy(drop => drop.Attempt) is { Reply: { } reply } last
            && last.Attempt == caught.ValidateAttempts
            ? Lifecycle.Apply(
                caught, new Outcome.PennyDropEnded(last.IntentAt, reply, last.Baseline, Check: null, last.Juspay), now)
            : caught;
    }

    private static Validation Left(Validation known, Stage.Settled settled, IReadOnlyList<BegunDrop> begun) =>
        Recovery.WithJournal(known with { Stage = new Stage.Checking(settled.At, Failures: 0) }, begun)
            is { Stage: Stage.DropUnderWay underWay } caught
            ? caught with
            {
                Stage = settled with { Left = underWay },
            }
            : known;
}
