namespace AccountValidation.AzureEngine.Tests.Permits;

/// <summary>One rate for all instances of the app, however many there are, in virtual time.</summary>
public sealed class SharedPaceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(100)]
    public void Several_OneKilledOneFrozenOneAdded_KeepTheRateAndServeEverybody(double rate)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            using var world = new CallWorld(rate, seed);
            var (killed, frozen, steady) = (world.NewInstance(), world.NewInstance(), world.NewInstance());
            foreach (var instance in new[] { killed, frozen, steady })
            {
                instance.EnterMany((int)(rate * 10), calls: 2);
                instance.EnterMany((int)(rate * 5), calls: 1);
            }

            world.Pass(TimeSpan.FromSeconds(11 + world.Chance.NextDouble()));
            killed.Kill();
            world.Pass(TimeSpan.FromSeconds(2 * world.Chance.NextDouble()));
            frozen.IsFrozen = true;
            world.Pass(TimeSpan.FromSeconds(world.Chance.Next(1, 9)));
            var added = world.NewInstance();
            added.EnterMany((int)(rate * 5), calls: 2);
            world.Pass(TimeSpan.FromSeconds(world.Chance.Next(1, 9)));
            frozen.IsFrozen = false;

            world.PassUntil(() => frozen.Waiting + steady.Waiting + added.Waiting == 0, TimeSpan.FromMinutes(5));

            world.AssertTheRateHolds();
        }
    }

    [Fact]
    public void Several_AllBusy_HaveEqualSharesOfNearlyTheWholeRate()
    {
        using var world = new CallWorld(callsPerSecond: 20);
        var instances = Enumerable.Range(0, 4).Select(_ => world.NewInstance()).ToList();
        instances.ForEach(instance => instance.EnterMany(1200));
        world.Pass(TimeSpan.FromSeconds(10));
        var before = instances.ConvertAll(instance => instance.Left.Count);

        world.Pass(Minute);

        var made = instances.Select((instance, place) => instance.Left.Count - before[place]).ToList();
        Assert.InRange(made.Sum(), 1200 * 0.95, 1200 * 1.02);
        Assert.All(made, calls => Assert.InRange(calls, 1200 / 4 * 0.85, 1200 / 4 * 1.15));
        world.AssertTheRateHolds();
    }

    [Fact]
    public void Forty_AllBusy_KeepTheRate()
    {
        using var world = new CallWorld(callsPerSecond: 50);
        var instances = Enumerable.Range(0, 40).Select(_ => world.NewInstance()).ToList();
        instances.ForEach(instance => instance.EnterMany(75));

        world.Pass(Minute);

        world.AssertTheRateHolds();
        Assert.InRange(world.Left.Count, 50 * 60 * 0.85, 50 * 60);
        Assert.All(instances, instance => Assert.InRange(instance.Left.Count, 1, int.MaxValue));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Idle_OneStartBesideBusyOnes_WaitsTwoSecondsForEachAtMost(int busy)
    {
        using var world = new CallWorld(callsPerSecond: 10);
        for (var number = 0; number < busy; number++)
        {
            world.NewInstance().EnterMany(3000);
        }

        var idle = world.NewInstance();
        world.Pass(TimeSpan.FromSeconds(20));
        var began = world.Now;
        idle.Enter(calls: 2);

        world.PassUntil(() => idle.Left.Count == 2, TimeSpan.FromSeconds(2 * (busy + 1)));

        // What is reserved is two seconds of all, and what is reserved ahead.
        Assert.InRange(idle.Left[0] - began, TimeSpan.Zero, TimeSpan.FromSeconds(3.5));
    }

    [Fact]
    public void Frozen_ForTenSeconds_LosesItsTurnsAndMakesNoBurst()
    {
        using var world = new CallWorld(callsPerSecond: 20);
        var instance = world.NewInstance();
        instance.EnterMany(600);
        world.Pass(TimeSpan.FromSeconds(10.3));
        instance.IsFrozen = true;
        world.Pass(TimeSpan.FromSeconds(10));
        var resumed = world.Now;
        instance.IsFrozen = false;

        world.Pass(TimeSpan.FromSeconds(1));

        Assert.InRange(instance.Left.Count(at => at >= resumed), 1, 20 + 1);
    }

    [Fact]
    public void Frozen_ForHalfASecond_MakesUpForIt()
    {
        using var world = new CallWorld(callsPerSecond: 20);
        var instance = world.NewInstance();
        instance.EnterMany(600);
        world.Pass(TimeSpan.FromSeconds(10.3));
        instance.IsFrozen = true;
        world.Pass(TimeSpan.FromSeconds(0.5));
        var resumed = world.Now;
        instance.IsFrozen = false;

        world.Pass(TimeSpan.FromSeconds(0.1));

        Assert.InRange(instance.Left.Count(at => at >= resumed), 10, 13);
    }

    [Fact]
    public void Suspended_WithItsStopwatch_KeepsTheRateAndGoesOnAtOnce()
    {
        using var world = new CallWorld(callsPerSecond: 20);
        var (suspended, other) = (world.NewInstance(), world.NewInstance());
        suspended.EnterMany(600);
        other.EnterMany(600);
        world.Pass(TimeSpan.FromSeconds(10.3));
        suspended.IsSuspended = true;
        world.Pass(TimeSpan.FromSeconds(25));
        suspended.IsSuspended = false;
        world.Pass(TimeSpan.FromSeconds(1));
        var (resumed, before) = (world.Now, suspended.Left.Count);

        world.Pass(TimeSpan.FromSeconds(8));

        world.AssertTheRateHolds();
        Assert.InRange(suspended.Left.Count - before, 50, 90);
        Assert.InRange(world.Left.Count(at => at >= resumed), 20 * 8 * 0.9, 20 * 8 * 1.1);
    }

    [Fact]
    public void PermitsAreMissing_LeavesTheRateToOthers()
    {
        using var world = new CallWorld(callsPerSecond: 20);
        var (slow, quick) = (world.NewInstance(maxConcurrent: 1), world.NewInstance());
        slow.Takes = TimeSpan.FromSeconds(3);
        slow.EnterMany(1000);
        quick.EnterMany(2000);
        world.Pass(TimeSpan.FromSeconds(20));
        var before = quick.Left.Count;

        world.Pass(Minute);

        TestContext.Current.SendDiagnosticMessage($"The quick one made {quick.Left.Count - before} calls in a minute");
        Assert.InRange(quick.Left.Count - before, 1200 * 0.85, 1200);
    }
}
