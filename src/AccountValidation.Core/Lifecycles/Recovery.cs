using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// Rules for a validation whose engine stopped from outside, not by its own rules. An orchestration that an operator
/// terminated or purged is cancelled; a failed orchestration goes on. A penny that may be on its way stays with the
/// account (rule 1).
/// </summary>
public static class Recovery
{
    /// <summary>
    /// Updates a validation from the money journal. A penny drop that began after the last kept state goes back under
    /// way, with its own baseline. The next step finds the drop's outcome in the journal, or takes the drop for
    /// uncertain (rule 3).
    /// </summary>
    /// <param name="known">The last kept state of the validation.</param>
    /// <param name="begun">Every penny drop that the validation ever began.</param>
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

/// <summary>A penny drop that began, as the money journal records it.</summary>
/// <param name="Attempt">The attempt's number, from 1.</param>
/// <param name="IntentAt">The time of its intent.</param>
/// <param name="Baseline">The account's state before the drop.</param>
/// <param name="Reply">Juspay's reply to the drop; null when the journal holds no reply.</param>
/// <param name="Juspay">The Juspay that got the POST; null when the journal does not say.</param>
public sealed record BegunDrop(
    int Attempt, DateTimeOffset IntentAt, Baseline Baseline, JuspayReply? Reply, JuspayIdentity? Juspay = null);
