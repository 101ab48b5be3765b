using AccountValidation.Core.Accounts;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// Rules for penny drops that were sent under another customer id. The service compares accounts without their
/// customers (rule 7), and no document says that Juspay does the same. So only a check under the drop's own customer id
/// speaks of the drop. The answer to that check is no answer for another customer.
/// </summary>
public static class OtherCustomers
{
    /// <summary>
    /// The request that a check makes. A validation that follows another customer's drop asks for that customer's
    /// account. Every other validation asks for its own. No document says that Juspay shows an account the same for
    /// both customers.
    /// </summary>
    public static ValidationRequest RequestFor(Validation validation) =>
        Follows(validation)
            ? validation.Request with
            {
                CustomerId = validation.Drop!.CustomerId!,
            }
            : validation.Request;

    /// <summary>
    /// Applies a check under another customer id. The check only finds out whether the followed drop has ended. Once
    /// the drop has ended or was let go, the validation begins anew under its own customer id.
    /// </summary>
    /// <param name="before">The validation before the check.</param>
    /// <param name="noted">The same validation with the check noted.</param>
    /// <param name="after">The result of the check if the drop had the validation's own customer id.</param>
    /// <param name="now">When the answer of the check came.</param>
    internal static Validation AfterCheck(Validation before, Validation noted, Validation after, DateTimeOffset now)
    {
        if (!Follows(before) || (noted.Drop is not null && after.OpenStage is not null))
        {
            return after;
        }

        var known = noted.LastSeen is { IsSettled: true } seen
            ? new KnownAnswer(noted.Request.CustomerAccountId, noted.Juspay, Baseline.Of(seen)).InFrontOf(
                noted.LastAnswer)
            : noted.LastAnswer;
        var ended = noted.Drop is null ? noted : noted.Noted(now, TimelineEvents.DropEnded);
        return AccountRules.Anew(ended, now) with { LastAnswer = known };
    }

    /// <summary>Removes another customer's details from a check.</summary>
    internal static Outcome.Checked WithoutDetails(Validation validation, Outcome.Checked check) =>
        check.Reply is JuspayReply.Answered answer && Follows(validation)
            ? check with { Reply = answer with { Account = answer.Account with { Details = AccountDetails.None } } }
            : check;

    private static bool Follows(Validation validation) =>
        validation.Drop is { CustomerId: { } customer } && customer != validation.Request.CustomerId;
}
