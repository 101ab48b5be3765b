using AccountValidation.Core.Accounts;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// Penny drops that were sent under another customer id. An account is compared without its customer (rule 7), and
/// nothing says that Juspay does so, too: only a check under the drop's own customer id speaks of it, and what that
/// shows is no answer for another customer.
/// </summary>
public static class OtherCustomers
{
    /// <summary>
    /// What a check asks Juspay for: the validation's own account, or, while it follows a penny drop that was sent
    /// under another customer id, the account of that customer. Nothing says that Juspay shows one account for both.
    /// </summary>
    public static ValidationRequest RequestFor(Validation validation) =>
        Follows(validation)
            ? validation.Request with
            {
                CustomerId = validation.Drop!.CustomerId!,
            }
            : validation.Request;

    /// <summary>
    /// What a check under another customer id leads to: it only finds out whether the drop that is followed has ended.
    /// Once it has, or was let go, the validation begins anew under its own.
    /// </summary>
    /// <param name="before">The validation before the check.</param>
    /// <param name="noted">The same with the check noted.</param>
    /// <param name="after">What the check would lead to under its own customer id.</param>
    /// <param name="now">When its answer came.</param>
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

    /// <summary>A check without what is another customer's to know.</summary>
    internal static Outcome.Checked WithoutDetails(Validation validation, Outcome.Checked check) =>
        check.Reply is JuspayReply.Answered answer && Follows(validation)
            ? check with { Reply = answer with { Account = answer.Account with { Details = AccountDetails.None } } }
            : check;

    private static bool Follows(Validation validation) =>
        validation.Drop is { CustomerId: { } customer } && customer != validation.Request.CustomerId;
}
