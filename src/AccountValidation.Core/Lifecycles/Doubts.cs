using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;

namespace AccountValidation.Core.Lifecycles;

/// <summary>What it means for a penny that the store may have forgotten another (rule 8).</summary>
internal static class Doubts
{
    /// <summary>
    /// True when an answer that the store does not know may be that of a penny drop which it has forgotten: no other is
    /// dropped then.
    /// </summary>
    public static bool Cover(Validation validation, AccountSnapshot news) =>
        news is { IsSettled: true, LastValidated: { } at }
        && validation.Doubt.Windows.Any(window =>
            window.From <= at && at <= window.To && validation.CreatedAt < window.Until);

    /// <summary>When a penny that is wanted at a time may be dropped.</summary>
    public static DateTimeOffset PaidFrom(Validation validation, DateTimeOffset wanted) =>
        validation.Doubt.PaysFrom is { } from ? Backoff.Later(wanted, from) : wanted;
}
