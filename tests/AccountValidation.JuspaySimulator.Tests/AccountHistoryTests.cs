using AccountValidation.JuspaySimulator.Accounts;
using AccountValidation.JuspaySimulator.Ledger;
using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Tests;

public sealed class AccountHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Check_TwoDropsInOneSecond_ShowTheSameDate()
    {
        Assert.Equal(Start, AccountHistory.Check(Dropped("active", 0.2), At(0.9)).LastValidated);
        Assert.Equal(Start, AccountHistory.Check(Dropped("active", 0.2, 0.7), At(0.9)).LastValidated);
        Assert.Equal(At(1), AccountHistory.Check(Dropped("active", 0.2, 1.7), At(1.9)).LastValidated);
    }

    [Fact]
    public void Check_SecondDropPending_KeepsTheEarlierDate()
    {
        var facts = Dropped("pending-5s-active", 0, 3);

        Assert.Equal(new(ValidationStatus.Pending, null), AccountHistory.Check(facts, At(4.9)));
        Assert.Equal(new(ValidationStatus.Pending, At(5)), AccountHistory.Check(facts, At(5)));
        Assert.Equal(new(ValidationStatus.Active, At(8)), AccountHistory.Check(facts, At(8)));
    }

    [Fact]
    public void Check_ScriptChangedAfterADrop_LeavesTheDropAsItWas()
    {
        var facts = Dropped("active", 0).Apply(new AccountEvent.ScriptSet("c", "a", At(1), "was-failure"));

        Assert.Equal(new(ValidationStatus.Active, At(0)), AccountHistory.Check(facts, At(2)));
    }

    [Fact]
    public void Check_OpenDropsSettledByAdmin_ShowThatVerdictForEver()
    {
        var facts = Dropped("pending-9s-active", 0, 1)
            .Apply(new AccountEvent.Settled("c", "a", At(2), Verdict.Failure));

        Assert.Equal(ValidationStatus.Failure, AccountHistory.Check(facts, At(100)).Status);
        Assert.DoesNotContain(facts.Drops, drop => drop.IsOpen(At(2)));
    }

    [Fact]
    public void Check_SettledByAdminTooLate_KeepsItsVerdict()
    {
        var facts = Dropped("active", 0).Apply(new AccountEvent.Settled("c", "a", At(2), Verdict.Failure));

        Assert.Equal(new(ValidationStatus.Active, At(0)), AccountHistory.Check(facts, At(3)));
    }

    [Fact]
    public void Limit_Lasting_EndsAtItsDuration()
    {
        var limit = new Limit.Lasting(TimeSpan.FromSeconds(5));

        Assert.True(limit.Allows(99, TimeSpan.FromSeconds(4.999)));
        Assert.False(limit.Allows(0, TimeSpan.FromSeconds(5)));
    }

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    private static AccountFacts Dropped(string script, params double[] seconds) => seconds.Aggregate(
        new AccountFacts(ScriptParser.FromAccountId(script)).Apply(new AccountEvent.Called("c", "a", Start)),
        (facts, at) => facts.Apply(new AccountEvent.Dropped("c", "a", At(at), "1", script)));
}
