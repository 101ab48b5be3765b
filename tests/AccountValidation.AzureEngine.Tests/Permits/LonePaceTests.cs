namespace AccountValidation.AzureEngine.Tests.Permits;

/// <summary>One instance alone: it uses the rate, with few calls to the table, in virtual time.</summary>
public sealed class LonePaceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(0.05, 4)]
    [InlineData(1, 60)]
    [InlineData(5, 300)]
    [InlineData(20, 1200)]
    [InlineData(200, 6000)]
    public void Alone_UsesNearlyTheWholeRate(double rate, int calls)
    {
        using var world = new CallWorld(rate);
        world.Plan.Latency = TimeSpan.FromMilliseconds(200);
        var instance = world.NewInstance();
        instance.EnterMany(calls / 2);

        world.PassUntil(() => world.Left.Count == calls, TimeSpan.FromSeconds((calls / rate / 0.95) + 1));

        world.AssertTheRateHolds();
    }

    [Fact]
    public void Alone_FromBlockToBlock_SpacesItsCallsEvenly()
    {
        using var world = new CallWorld(callsPerSecond: 20);
        world.Plan.Latency = TimeSpan.FromMilliseconds(200);
        world.NewInstance().EnterMany(1000);

        world.Pass(TimeSpan.FromSeconds(50));

        // The first block holds what had come by then.
        var left = world.Left.SkipWhile(at => at < TimeSpan.FromSeconds(3)).ToList();
        var gaps = left.Zip(left.Skip(1), (one, next) => next - one).ToList();
        // A pair each 100 ms, seen in steps of 5 ms.
        Assert.InRange(gaps.Max(), TimeSpan.Zero, TimeSpan.FromMilliseconds(100 + 10));
    }

    [Fact]
    public void Alone_TakesOneWriteABlockAndAPairOfCallsAMinute()
    {
        using var world = new CallWorld(callsPerSecond: 20);
        world.NewInstance().EnterMany(3 * 600);

        world.Pass(3 * Minute);

        // A block is two seconds. Beside it: the plan read, written and read again for its timestamp, at first and each
        // minute.
        Assert.InRange(world.Plan.Writes, 90, 90 + 5);
        Assert.InRange(world.Plan.Reads, 1, 1 + 3 + 1);
    }

    [Fact]
    public void CallsThatWereNotMade_AreMadeByOthers()
    {
        using var world = new CallWorld(callsPerSecond: 10);
        var instance = world.NewInstance();
        for (var pair = 0; pair < 300; pair++)
        {
            instance.Enter(calls: 2, unused: 1); // the check showed that no penny is due
        }

        world.PassUntil(() => instance.Waiting == 0, TimeSpan.FromSeconds((300 / 10 / 0.95) + 1));

        world.AssertTheRateHolds();
    }

    [Fact]
    public void GivenUp_TheOthersGoOn()
    {
        using var world = new CallWorld(callsPerSecond: 1);
        var instance = world.NewInstance();
        using var caller = new CancellationTokenSource();
        instance.EnterMany(2);
        instance.Enter(calls: 2, givesUp: caller);
        instance.EnterMany(2);
        world.Pass(TimeSpan.FromSeconds(1));

        caller.Cancel();
        world.PassUntil(() => instance.Waiting == 0, TimeSpan.FromSeconds(12));

        Assert.Equal(8, world.Left.Count);
    }

    [Fact]
    public void NobodyWaits_NothingIsReserved()
    {
        using var world = new CallWorld(callsPerSecond: 20);
        var instance = world.NewInstance();
        instance.EnterMany(10);
        world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(20, world.Left.Count);
        var calls = world.Plan.Reads + world.Plan.Writes;

        world.Pass(10 * Minute);

        Assert.Equal(calls, world.Plan.Reads + world.Plan.Writes);
    }
}
