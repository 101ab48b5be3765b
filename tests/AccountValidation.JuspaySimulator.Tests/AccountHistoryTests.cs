namespace AccountValidation.JuspaySimulator.Tests;

public sealed class AccountHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Look_TwoDropsInOneSecond_ShowTheSameDate()
    {
        Assert.Equal(Start, AccountHistory.Look(Dropped("active", 0.2), At(0.9)).LastValidated);
        Assert.Equal(Start, AccountHistory.Look(Dropped("active", 0.2, 0.7), At(0.9)).LastValidated);
        Assert.Equal(At(1), AccountHistory.Look(Dropped("active", 0.2, 1.7), At(1.9)).LastValidated);
    }

    [Fact]
    public void Look_SecondDropPending_KeepsTheEarlierDate()
    {
        var facts = Dropped("pending-5s-active", 0, 3);

        Assert.Equal(new(ValidationStatus.Pending, null), AccountHistory.Look(facts, At(4.9)));
        Assert.Equal(new(ValidationStatus.Pending, At(5)), AccountHistory.Look(facts, At(5)));
        Assert.Equal(new(ValidationStatus.Active, At(8)), AccountHistory.Look(facts, At(8)));
    }

    [Fact]
    public void Look_ScriptChangedAfterADrop_LeavesTheDropAsItWas()
    {
        var facts = AccountEvolution.Apply(Dropped("active", 0), new AccountEvent.ScriptSet("c", "a", At(1), "was-failure"));

        Assert.Equal(new(ValidationStatus.Active, At(0)), AccountHistory.Look(facts, At(2)));
    }

    [Fact]
    public void Look_OpenDropsSettledByHand_ShowThatAnswerForGood()
    {
        var facts = AccountEvolution.Apply(Dropped("pending-9s-active", 0, 1), new AccountEvent.Settled("c", "a", At(2), Verdict.Failure));

        Assert.Equal(ValidationStatus.Failure, AccountHistory.Look(facts, At(100)).Status);
        Assert.DoesNotContain(facts.Drops, drop => AccountHistory.IsOpen(drop, At(2)));
    }

    [Fact]
    public void Look_SettledByHandAfterItsAnswer_KeepsItsAnswer()
    {
        var facts = AccountEvolution.Apply(Dropped("active", 0), new AccountEvent.Settled("c", "a", At(2), Verdict.Failure));

        Assert.Equal(new(ValidationStatus.Active, At(0)), AccountHistory.Look(facts, At(3)));
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
        AccountEvolution.Apply(new(ScriptParser.FromAccountId(script)), new AccountEvent.Called("c", "a", Start)),
        (facts, at) => AccountEvolution.Apply(facts, new AccountEvent.Dropped("c", "a", At(at), "1", script)));
}
