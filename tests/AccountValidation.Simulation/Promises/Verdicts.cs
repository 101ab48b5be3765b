using AccountValidation.Core;
using AccountValidation.Service.Api;
using AccountValidation.Simulation.Hosts;
using AccountValidation.Simulation.Juspay;

namespace AccountValidation.Simulation.Promises;

/// <summary>What a caller is told is what Juspay's ledger says of the penny: not an older answer, and none of another penny.</summary>
internal static class Verdicts
{
    /// <summary>Checks a validation that has just settled.</summary>
    public static void Check(World world, ValidationChange change)
    {
        var verdict = change switch
        {
            { Before.IsSettled: true } or { After.Stage: Stage.Settled { Reused: true } } => (Seen?)null,
            { After.Status: ValidationStatus.Active } => Seen.Active,
            { After.Status: ValidationStatus.Failure } => Seen.Failure,
            _ => null,
        };
        if (verdict is not null)
        {
            Books.Require(IsTrue(world, change.After, verdict.Value), $"{change.After.Id} settles {change.After.Status}, which Juspay does not say of its penny");
        }
    }

    // Without a penny of its own it has adopted one that awaited its answer. With one, the answer of an earlier penny may be taken for
    // its own when looks begin to show it only now: nothing in Juspay's answer tells the two apart.
    private static bool IsTrue(World world, Validation validation, Seen verdict)
    {
        var (account, now) = (world.Juspay[validation.Request.CustomerAccountId], world.Time.TimeOfDay);
        var acceptedAt = validation.CreatedAt - world.Time.HostClockError;
        bool Says(Drop drop) => drop.Answer == verdict && drop.AnsweredAt <= now;
        return account.Drops.Exists(drop => drop.ValidationId == validation.Id)
            ? account.Drops.Exists(drop => Says(drop) && (drop.ValidationId == validation.Id || drop.ShownAt > acceptedAt))
            : account.Drops.Exists(Says) || (verdict == Seen.Active && account.OthersPendingUntil <= now);
    }
}
