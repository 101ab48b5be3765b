namespace AccountValidation.Service.Tests.Juspay;

/// <summary>Whose turn it is while live and bulk callers wait, and how many permits bulk ones may hold.</summary>
public sealed class CallSharesTests
{
    [Fact]
    public void Enter_BothWait_AreServedByTurnAndEachInItsOrder()
    {
        using var callers = new Callers(maxConcurrent: 1);
        callers.Enter("b1", "b2", "b3", "b4", "l1", "l2", "l3");

        callers.ServeAll();

        Assert.Equal(["b1", "l1", "b2", "l2", "b3", "l3", "b4"], callers.Served);
    }

    [Theory]
    [InlineData(1999, "b1")]
    [InlineData(2000, "l2")]
    public void Enter_LiveHasWaitedTheConfiguredTime_GoesBeforeAllBulk(int milliseconds, string next)
    {
        using var callers = new Callers(maxConcurrent: 1);
        callers.Enter("l1", "l2", "b1", "b2");
        callers.Jump(TimeSpan.FromMilliseconds(milliseconds));

        callers.Return();

        Assert.Equal(["l1", next], callers.Served);
    }

    [Fact]
    public void Enter_LiveNeverEnds_OneOfTenIsBulks()
    {
        using var callers = new Callers(maxConcurrent: 1);
        callers.EnterMany('l', 41);
        callers.EnterMany('b', 4);
        callers.Jump(Callers.LongestWaitBehindBulk);

        callers.ServeAll();

        Assert.Equal(
            [10, 20, 30, 40],
            Enumerable.Range(0, callers.Served.Count).Where(place => callers.Served[place][0] == 'b'));
    }

    [Fact]
    public void Enter_LiveAloneForLong_OwesBulkNothing()
    {
        using var callers = new Callers(maxConcurrent: 1);
        callers.EnterMany('l', 30);
        callers.Jump(Callers.LongestWaitBehindBulk);
        Enumerable.Range(0, 20).ToList().ForEach(_ => callers.Return());
        callers.Enter("b1");

        callers.ServeAll();

        Assert.Equal(30, callers.Served.IndexOf("b1"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(64, 48)]
    public void Enter_OnlyBulk_HoldsThreeQuartersAtMost(int maxConcurrent, int bulk)
    {
        using var callers = new Callers(maxConcurrent);
        callers.EnterMany('b', 70);
        Assert.Equal(bulk, callers.Held);

        callers.EnterMany('l', 70);
        Assert.Equal(maxConcurrent, callers.Held);
    }

    [Fact]
    public void Enter_BulkHoldsItsShare_IsServedWhenOneComesBack()
    {
        using var callers = new Callers(maxConcurrent: 4);
        callers.Enter("b1", "b2", "b3", "b4", "l1");
        Assert.Equal(["b1", "b2", "b3", "l1"], callers.Served);

        callers.Return();

        Assert.Equal("b4", callers.Served[^1]);
    }

    [Fact]
    public void Enter_OneLiveBesideManyPairsOfBulkAtARate_IsNextButOneAtMost()
    {
        using var callers = new Callers(maxConcurrent: 64, callsPerSecond: 5);
        callers.Enter(2, [.. Enumerable.Range(0, 1000).Select(number => $"b{number}")]);
        callers.Pass(TimeSpan.FromMilliseconds(900));
        var before = callers.Served.Count;
        callers.Enter(2, "live");

        callers.Pass(TimeSpan.FromMilliseconds(400));

        Assert.InRange(callers.Served.IndexOf("live"), before, before + 1);
    }

    [Fact]
    public void Enter_AnyMixture_KeepsOrderSharesAndStarvesNobody()
    {
        const int Seeds = 50;
        for (var seed = 0; seed < Seeds; seed++)
        {
            Mix(new Random(seed));
        }
    }

    // Callers come, are served and give their permits back in any order.
    private static void Mix(Random chance)
    {
        const int Steps = 300;
        var maxConcurrent = chance.Next(1, 9);
        var mostBulk = Math.Max(1, maxConcurrent * 3 / 4);
        using var callers = new Callers(maxConcurrent);
        var asked = new List<string>();
        var liveInARow = 0;
        for (var step = 0; step < Steps || callers.Held > 0; step++)
        {
            var served = callers.Served.Count;
            if (step < Steps && chance.Next(2) == 0)
            {
                asked.Add($"{(chance.Next(3) == 0 ? 'b' : 'l')}{step}");
                callers.Enter(asked[^1]);
            }
            else if (callers.Held > 0)
            {
                callers.Return(chance.Next(callers.Held));
            }

            Assert.InRange(callers.BulkHeld, 0, mostBulk);
            Assert.InRange(callers.Held, 0, maxConcurrent);
            callers.Jump(TimeSpan.FromMilliseconds(chance.Next(1000)));

            // A row ends when bulk is served, when none waits, and when all that bulk may hold is out.
            foreach (var name in callers.Served.Skip(served))
            {
                liveInARow =
                    IsBulk(name) || asked.Count(IsBulk) == callers.Served.Count(IsBulk) || callers.BulkHeld >= mostBulk
                        ? 0
                        : liveInARow + 1;
                Assert.InRange(liveInARow, 0, 9);
            }
        }

        Assert.Equal(asked.Where(IsBulk), callers.Served.Where(IsBulk));
        Assert.Equal(asked.Where(name => !IsBulk(name)), callers.Served.Where(name => !IsBulk(name)));
    }

    private static bool IsBulk(string name) => name[0] == 'b';
}
