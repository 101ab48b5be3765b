using AccountValidation.KillHarness.Load;
using AccountValidation.KillHarness.Programs;

namespace AccountValidation.KillHarness.Audits;

/// <summary>
/// Checks that no validation dropped a second penny. Validations of one account never overlap. A drop therefore belongs
/// to the last validation accepted before it. An earlier cancelled or expired validation may have left it open: then
/// the later validation follows that drop.
/// </summary>
internal static class MoneyAudit
{
    public static IEnumerable<string> Faults(Evidence evidence)
    {
        var drops = evidence.Drops.ToLookup(drop => (drop.CustomerId, drop.CustomerAccountId));
        var accounts = evidence.Validations.ToLookup(validation =>
            (validation.CustomerId, validation.CustomerAccountId));
        return drops
            .Where(account => !accounts.Contains(account.Key))
            .Select(account => $"{account.Key} was paid, and no validation of it is there")
            .Concat(
                accounts.SelectMany(account =>
                    FaultsOf([.. account.OrderBy(validation => validation.CreatedAt)], [.. drops[account.Key]])));
    }

    private static IEnumerable<string> FaultsOf(ValidationSeen[] validations, PennyDrop[] drops)
    {
        if (drops.Any(drop => drop.At < validations[0].CreatedAt))
        {
            yield return $"{validations[0].CustomerAccountId} was paid before it was validated";
        }

        var (paid, onTheWay) = (0, 0);
        foreach (var (index, validation) in validations.Index())
        {
            var end = index + 1 < validations.Length ? validations[index + 1].CreatedAt : DateTimeOffset.MaxValue;
            var own = drops.Count(drop => drop.At >= validation.CreatedAt && drop.At < end);
            paid += own;
            if (own > 1)
            {
                yield return $"PAID TWICE: {validation.Id} of {validation.CustomerAccountId} dropped {own} pennies";
            }

            if (own > validation.ValidateAttempts + onTheWay)
            {
                yield return $"{validation.Id} dropped {own} pennies in {validation.ValidateAttempts} attempts";
            }

            var leaves = validation.Status is "CANCELLED" or "EXPIRED";
            onTheWay = leaves ? Math.Max(0, onTheWay + validation.ValidateAttempts - own) : 0;
            if (own > 0 && validation.Status == "REJECTED")
            {
                yield return $"{validation.Id} was rejected, and paid";
            }

            if (
                paid == 0
                && validation.Status is "ACTIVE" or "FAILURE"
                && validation.ValidateAttempts > 0
                && !HasHistory(validation))
            {
                yield return $"{validation.Id} of {validation.CustomerAccountId} is {validation.Status}, and no penny "
                    + $"was dropped";
            }
        }
    }

    private static bool HasHistory(ValidationSeen validation) =>
        validation.CustomerAccountId.StartsWith("was-", StringComparison.Ordinal)
        || validation.CustomerAccountId.StartsWith("stale-", StringComparison.Ordinal);
}
