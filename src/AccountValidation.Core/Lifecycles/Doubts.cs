using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;

namespace AccountValidation.Core.Lifecycles;

/// <summary>Rules for a store that may have forgotten a penny drop (rule 8).</summary>
internal static class Doubts
{
    /// <summary>
    /// True when an unknown answer may belong to a penny drop that the store has forgotten. No other penny is dropped
    /// then.
    /// </summary>
    public static bool Cover(Validation validation, AccountSnapshot news) =>
        news is { IsSettled: true, LastValidated: { } at }
        && validation.Doubt.Windows.Any(window =>
            window.From <= at && at <= window.To && validation.CreatedAt < window.Until);

    /// <summary>The earliest time for a penny that is due at a given time.</summary>
    public static DateTimeOffset PaidFrom(Validation validation, DateTimeOffset wanted) =>
        validation.Doubt.PaysFrom is { } from ? Backoff.Later(wanted, from) : wanted;
}
