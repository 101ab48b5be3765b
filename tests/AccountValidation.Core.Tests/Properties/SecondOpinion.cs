using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Tests.Properties;

/// <summary>What a check says about a penny drop, told from the words of the rules and not from the core.</summary>
internal static class SecondOpinion
{
    /// <summary>True when a check shows the account exactly as it was.</summary>
    public static bool IsSame(Baseline before, AccountSnapshot seen) =>
        before.Status == seen.Status
        && (seen.Status == AccountStatus.Created
            || (before.LastValidated == seen.LastValidated && before.UnreadDate == seen.UnreadDate));

    /// <summary>True when a check proves that something has happened since.</summary>
    public static bool IsNews(Baseline before, AccountSnapshot seen)
    {
        if (seen.Status is AccountStatus.Pending or AccountStatus.Created || IsSame(before, seen))
        {
            return seen.Status == AccountStatus.Pending && !(seen.LastValidated < before.LastValidated);
        }

        var hasDate = seen.LastValidated is not null || seen.UnreadDate is not null;
        return before.LastValidated is { } earlier && seen.LastValidated is { } later
            ? later >= earlier
            : hasDate || before.Status != seen.Status;
    }

    /// <summary>True when a drop that happened must change what such an account shows.</summary>
    public static bool CanProveAbsence(Baseline baseline) => baseline.Status switch
    {
        AccountStatus.Created => true,
        AccountStatus.Active => baseline.LastValidated is not null,
        _ => false,
    };

    /// <summary>True when the POST may have left for Juspay.</summary>
    public static bool MayHaveLeft(JuspayReply reply) =>
        reply is not JuspayReply.NotAccepted { Cause: not ReplyCauses.Throttled };
}
