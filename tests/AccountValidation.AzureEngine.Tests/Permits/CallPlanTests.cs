using AccountValidation.AzureEngine.Permits;

namespace AccountValidation.AzureEngine.Tests.Permits;

/// <summary>What a reservation makes of the plan.</summary>
public sealed class CallPlanTests
{
    private const string Me = "me";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan PerCall = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Reserve_NothingIsReserved_BeginsNow()
    {
        var (plan, block) = CallPlan.Empty.Reserve(Me, 7, Now, new(2, 5), PerCall);

        Assert.Equal(new(Now, 5), block);
        Assert.Equal(Now.AddMilliseconds(500), plan.ReservedUntil);
        Assert.Equal(new Asker(Now, 7), Assert.Single(plan.Askers).Value);
    }

    [Fact]
    public void Reserve_SomethingIsReserved_FollowsIt()
    {
        var (plan, block) = PlanOf(Now.AddSeconds(3)).Reserve(Me, 1, Now, new(1, 1), PerCall);

        Assert.Equal((Now.AddSeconds(3), Now.AddSeconds(3.1)), (block.Start, plan.ReservedUntil));
    }

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(0, 1, 100, 19)] // an odd rest would split a pair
    [InlineData(0, 2, 100, 20)]
    [InlineData(1, 2, 100, 10)]
    [InlineData(1, 1, 100, 9)]
    [InlineData(3, 2, 100, 4)]
    [InlineData(39, 2, 100, 2)]
    [InlineData(39, 1, 100, 1)]
    [InlineData(39, 1, 2, 2)]
    public void Reserve_ManyWait_GetsAShareOfTwoSecondsAndSplitsNoPair(int others, int next, int all, int calls) =>
        Assert.Equal(calls, PlanOf(Now, others).Reserve(Me, 1, Now, new(next, all), PerCall).Block.Calls);

    [Fact]
    public void Reserve_ALowRate_GetsAPair() =>
        Assert.Equal(2, PlanOf(Now, others: 3).Reserve(Me, 1, Now, new(2, 50), TimeSpan.FromSeconds(100)).Block.Calls);

    [Fact]
    public void Reserve_OthersHaveNotAskedForHalfAMinute_ForgetsThem()
    {
        var plan = PlanOf(Now, others: 3);

        Assert.Equal(4, plan.Reserve(Me, 1, Now.AddSeconds(29.9), new(2, 100), PerCall).Plan.Askers.Count);
        var (later, block) = plan.Reserve(Me, 1, Now.AddSeconds(30), new(2, 100), PerCall);
        Assert.Equal((20, true), (block.Calls, later.IsOf(Me)));
    }

    [Fact]
    public void Holds_OnlyTheLastReservationOfAnInstance()
    {
        var plan = CallPlan
            .Empty.Reserve(Me, 1, Now, new(1, 1), PerCall)
            .Plan.Reserve(Me, 2, Now, new(1, 1), PerCall)
            .Plan.Reserve("other", 9, Now, new(1, 1), PerCall)
            .Plan;

        Assert.Equal((false, true, false), (plan.Holds(Me, 1), plan.Holds(Me, 2), plan.Holds(Me, 9)));
        Assert.False(plan.Holds("nobody", 1));
    }

    private static CallPlan PlanOf(DateTimeOffset reservedUntil, int others = 0) =>
        new(
            reservedUntil,
            Enumerable.Range(0, others).ToDictionary(number => $"other-{number}", _ => new Asker(Now, 1)));
}
