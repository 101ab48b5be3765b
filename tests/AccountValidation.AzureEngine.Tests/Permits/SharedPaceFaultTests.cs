namespace AccountValidation.AzureEngine.Tests.Permits;

/// <summary>
/// The plan's store in trouble: no call is made that was not reserved, and callers are served when it is back.
/// </summary>
public sealed class SharedPaceFaultTests
{
    [Fact]
    public void StoreUnavailable_CallersWaitAndItIsTriedEachSecond()
    {
        using var world = new CallWorld(callsPerSecond: 10);
        var instance = world.NewInstance();
        var tries = Fail(world);
        instance.EnterMany(5);

        world.Pass(TimeSpan.FromSeconds(10));
        Assert.Empty(world.Left);
        Assert.InRange(tries(), 9, 11);
        world.Plan.Fault = _ => PlanFault.None;

        world.PassUntil(() => instance.Waiting == 0, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void StoreUnavailable_CallerGivesUp_IsNotTriedAnyMore()
    {
        using var world = new CallWorld(callsPerSecond: 10);
        var instance = world.NewInstance();
        var tries = Fail(world);
        using var caller = new CancellationTokenSource();
        instance.Enter(calls: 1, givesUp: caller);
        world.Pass(TimeSpan.FromSeconds(3));

        caller.Cancel();
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(0, instance.Waiting);
        var before = tries();
        world.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(before, tries());
    }

    [Theory]
    [InlineData(nameof(PlanFault.AnswerLost))]
    [InlineData(nameof(PlanFault.RepeatedAfterItsEffect))]
    public void AnswerLost_TheBlockIsKnownAgainByItsMark(string fault)
    {
        using var world = new CallWorld(callsPerSecond: 1);
        var instance = world.NewInstance();
        instance.EnterMany(1);
        world.PassUntil(() => world.Left.Count == 2, TimeSpan.FromSeconds(2));
        var until = world.Plan.Plan!.ReservedUntil;
        var happened = false;
        world.Plan.Fault = _ => !happened && (happened = true) ? Enum.Parse<PlanFault>(fault) : PlanFault.None;

        instance.Enter(calls: 1); // alone, so the next call to the store is the reservation
        world.PassUntil(() => instance.Waiting == 0, TimeSpan.FromSeconds(4));

        // Reserved once, and used.
        Assert.Equal((true, until.AddSeconds(1)), (happened, world.Plan.Plan!.ReservedUntil));
    }

    [Fact]
    public void AnswerLostAndOthersWroteSince_TheBlockIsKnownAgain()
    {
        using var world = new CallWorld(callsPerSecond: 1);
        var (one, other) = (world.NewInstance(), world.NewInstance());
        one.EnterMany(1);
        world.PassUntil(() => world.Left.Count == 2, TimeSpan.FromSeconds(2));
        var until = world.Plan.Plan!.ReservedUntil;
        var happened = false;
        world.Plan.Fault = _ => !happened && (happened = true) ? PlanFault.AnswerLost : PlanFault.None;
        one.Enter(calls: 1);
        world.PassUntil(() => happened, TimeSpan.FromSeconds(1));
        other.Enter(calls: 1);

        world.PassUntil(() => one.Waiting + other.Waiting == 0, TimeSpan.FromSeconds(6));

        Assert.Equal(until.AddSeconds(2), world.Plan.Plan!.ReservedUntil);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void AnyFaults_KeepTheRateAndServeEverybody(int seed)
    {
        using var world = new CallWorld(callsPerSecond: 20, seed);
        var instances = Enumerable.Range(0, 3).Select(_ => world.NewInstance()).ToList();
        instances.ForEach(instance => instance.EnterMany(150));
        world.Plan.Fault = _ => world.Chance.Next(4) == 0 ? (PlanFault)world.Chance.Next(1, 4) : PlanFault.None;

        world.PassUntil(() => instances.TrueForAll(instance => instance.Waiting == 0), TimeSpan.FromMinutes(5));

        world.AssertTheRateHolds();
    }

    [Fact]
    public void SlowStore_IsUsedAllTheSame()
    {
        using var world = new CallWorld(callsPerSecond: 10);
        world.Plan.Latency = TimeSpan.FromSeconds(2);
        var instance = world.NewInstance();
        instance.EnterMany(10);

        world.PassUntil(() => instance.Waiting == 0, TimeSpan.FromMinutes(2));

        world.AssertTheRateHolds();
    }

    // Every call fails; counts them.
    private static Func<int> Fail(CallWorld world)
    {
        var tries = 0;
        world.Plan.Fault = _ =>
        {
            tries++;
            return PlanFault.Unavailable;
        };
        return () => tries;
    }
}
