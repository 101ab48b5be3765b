using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// What becomes of a validation whose engine was ended by others, not by its own rules: an orchestration that an
/// operator terminated or purged is cancelled, and one that failed goes on. A penny that may be on its way stays with
/// the account (rule 1).
/// </summary>
public static class Recovery
{
    /// <summary>
    /// The validation as the money journal knows it: a penny drop that began after the state was kept is put back under
    /// way, with the baseline of its own intent. The step that follows finds its outcome in the journal, or takes it
    /// for uncertain (rule 3).
    /// </summary>
    /// <param name="known">The last state that was kept.</param>
    /// <param name="begun">Every penny drop of the validation that was ever begun.</param>
    public static Validation WithJournal(Validation known, IReadOnlyCollection<BegunDrop> begun)
    {
        if (
            known.IsSettled
            || begun.MaxBy(drop => drop.Attempt) is not { } last
            || last.Attempt <= known.ValidateAttempts)
        {
            return known;
        }

        return PennyDrop.Begins(known, last.IntentAt) with
        {
            Stage = new Stage.DropUnderWay(last.Baseline, last.IntentAt + known.Terms.JuspayTimeout, Refusals: 0),
            Drop = new(known.Id, known.Request.CustomerAccountId, last.Juspay, last.IntentAt, known.Request.CustomerId),
            ValidateAttempts = last.Attempt,
            PennyLeft =
                known.HasSentPenny
                || begun.Any(drop =>
                    drop.Attempt < last.Attempt && drop.Reply is not JuspayReply.NotAccepted { WasSent: false }),
            UncertainAttempts = begun.Count(drop =>
                drop.Attempt < last.Attempt && drop.Reply is (null or JuspayReply.Unclear)),
        };
    }

    /// <summary>Ends a validation as cancelled.</summary>
    public static Validation Cancelled(Validation known, DateTimeOffset now) => Signals.Cancel(known, now);
}

/// <summary>A penny drop that was begun.</summary>
/// <param name="Attempt">The attempt's number, from 1.</param>
/// <param name="IntentAt">The time of its intent.</param>
/// <param name="Baseline">What the account showed before it.</param>
/// <param name="Reply">What became of it; null when that was not recorded.</param>
/// <param name="Juspay">Which Juspay it was sent to; null when that was not noted.</param>
public sealed record BegunDrop(
    int Attempt, DateTimeOffset IntentAt, Baseline Baseline, JuspayReply? Reply, JuspayIdentity? Juspay = null);
