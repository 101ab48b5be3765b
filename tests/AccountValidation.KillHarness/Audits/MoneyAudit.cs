using AccountValidation.KillHarness.Load;
using AccountValidation.KillHarness.Programs;

namespace AccountValidation.KillHarness.Audits;

/// <summary>
/// No validation dropped a second penny. Validations of one account never overlap, so a drop belongs to the last one that was accepted
/// before it; or, where that one has sent none, to one before it that was cancelled, or expired, with its penny on the way.
/// </summary>
internal static class MoneyAudit
{
    public static IEnumerable<string> Faults(Evidence evidence)
    {
        var drops = evidence.Drops.ToLookup(drop => (drop.CustomerId, drop.CustomerAccountId));
        var accounts = evidence.Validations.ToLookup(validation => (validation.CustomerId, validation.CustomerAccountId));
        return drops.Where(account => !accounts.Contains(account.Key)).Select(account => $"{account.Key} was paid, and no validation of it is there")
            .Concat(accounts.SelectMany(account => FaultsOf([.. account.OrderBy(validation => validation.CreatedAt)], [.. drops[account.Key]])));
    }

    private static IEnumerable<string> FaultsOf(ValidationSeen[] validations, PennyDrop[] drops)
    {
        if (drops.Any(drop => drop.At < validations[0].CreatedAt))
        {
            yield return $"{validations[0].CustomerAccountId} was paid before it was validated";
        }

        var paid = 0;
        var owners = OwnersOf(validations, drops);
        foreach (var (index, validation) in validations.Index())
        {
            var own = owners[index];
            paid += own;
            if (own > 1)
            {
                yield return $"PAID TWICE: {validation.Id} of {validation.CustomerAccountId} dropped {own} pennies";
            }

            if (own > validation.ValidateAttempts)
            {
                yield return $"{validation.Id} dropped {own} pennies in {validation.ValidateAttempts} attempts";
            }

            if (own > 0 && validation.Status == "REJECTED")
            {
                yield return $"{validation.Id} was rejected, and paid";
            }

            if (paid == 0 && validation.Status is "ACTIVE" or "FAILURE" && validation.ValidateAttempts > 0 && !HasHistory(validation))
            {
                yield return $"{validation.Id} of {validation.CustomerAccountId} is {validation.Status}, and no penny was dropped";
            }
        }
    }

    private static int[] OwnersOf(ValidationSeen[] validations, PennyDrop[] drops)
    {
        var owners = new int[validations.Length];
        foreach (var drop in drops.OrderBy(drop => drop.At))
        {
            var last = Math.Max(0, Array.FindLastIndex(validations, validation => validation.CreatedAt <= drop.At));
            var sender = Array.FindLastIndex(validations, last, last + 1, validation => owners[Array.IndexOf(validations, validation)] < validation.ValidateAttempts);
            owners[sender >= 0 && validations[sender..last].All(validation => validation.Status is "CANCELLED" or "EXPIRED") ? sender : last]++;
        }

        return owners;
    }

    private static bool HasHistory(ValidationSeen validation) => validation.CustomerAccountId.StartsWith("was-", StringComparison.Ordinal)
        || validation.CustomerAccountId.StartsWith("stale-", StringComparison.Ordinal);
}
