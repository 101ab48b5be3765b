using AccountValidation.KillHarness.Audits;
using AccountValidation.KillHarness.Load;
using AccountValidation.KillHarness.Programs;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>The kill harness assigns each penny to its validation.</summary>
public sealed class MoneyAuditTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("CANCELLED", 1)]
    [InlineData("EXPIRED", 1)]
    public void Faults_PennyComesWhenItsValidationHasGone_AreNone(string status, int attempts) =>
        Assert.Empty(Faults([10], Seen("val_1", status, attempts, at: 0), Seen("val_2", "ACTIVE", attempts: 0, at: 5)));

    [Theory]
    [InlineData("ACTIVE", 1, "dropped 1 pennies in 0 attempts", 10)]
    [InlineData("CANCELLED", 0, "dropped 1 pennies in 0 attempts", 10)]
    [InlineData("CANCELLED", 1, "dropped 1 pennies in 0 attempts", 1, 10)]
    [InlineData("CANCELLED", 1, "PAID TWICE", 10, 11)]
    public void Faults_PennyIsNobodys_AreFound(string status, int attempts, string fault, params int[] drops)
    {
        var faults = Faults(drops, Seen("val_1", status, attempts, at: 0), Seen("val_2", "ACTIVE", attempts: 0, at: 5));

        Assert.Contains(faults, found => found.Contains(fault, StringComparison.Ordinal));
    }

    private static List<string> Faults(IEnumerable<int> drops, params ValidationSeen[] validations) =>
        [
            .. MoneyAudit.Faults(
                new([], validations, [.. drops.Select(at => new PennyDrop("cst_1", "banh_1", Noon.AddSeconds(at)))], [])
            ),
        ];

    private static ValidationSeen Seen(string id, string status, int attempts, int at) =>
        new(id, status, "cst_1", "banh_1", Noon.AddSeconds(at), attempts, Callback: null, Timeline: null);
}
