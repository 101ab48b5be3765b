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

    // A penny of its own, one that was without its answer when it was accepted and that it adopted, or an earlier one that looks begin to show
    // only now: nothing in Juspay's answer tells that one from its own. Never one that looks had shown before.
    private static bool IsTrue(World world, Validation validation, Seen verdict)
    {
        var (account, now, acceptedAt) = (world.Juspay[validation.Request.CustomerAccountId], world.Time.TimeOfDay, world.Books.AcceptedAt(validation.Id));
        bool Says(Drop drop) => drop.Answer == verdict
            && drop.AnsweredAt <= now
            && (drop.ValidationId == validation.Id || drop.AnsweredAt >= acceptedAt || drop.ShownAt > acceptedAt);
        return account.Drops.Exists(Says) || (verdict == Seen.Active && account.OthersPendingUntil >= acceptedAt && account.OthersPendingUntil <= now);
    }
}
