using AccountValidation.AzureEngine.Permits;

namespace AccountValidation.AzureEngine.Tests.Permits;

/// <summary>The permits of one instance: when they are due, and when they are lost.</summary>
public sealed class ReservedPermitsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private readonly ReservedPermits _permits = new(TimeSpan.FromMilliseconds(100));

    [Fact]
    public void WaitFor_TurnsOfABlock_AreEvenlySpaced()
    {
        _permits.Add(new(At(1000), 3));

        Assert.Equal(TimeSpan.FromMilliseconds(1000), _permits.WaitFor(1, Now));
        _permits.Take(1);
        // A pair leaves with the permit of its first.
        Assert.Equal(TimeSpan.FromMilliseconds(1100), _permits.WaitFor(2, Now));
        _permits.Take(2);
        Assert.Null(_permits.WaitFor(1, Now));
    }

    [Fact]
    public void WaitFor_TooFewTurns_IsNotKnown()
    {
        _permits.Add(new(Now, 1));

        Assert.Equal(TimeSpan.Zero, _permits.WaitFor(1, Now));
        Assert.Null(_permits.WaitFor(2, Now));
    }

    [Fact]
    public void WaitFor_PairOverAGap_DoesNotUseTheLaterTurnEarly()
    {
        _permits.Add(new(Now, 1));
        _permits.Add(new(At(700), 1));

        Assert.Equal(TimeSpan.FromMilliseconds(600), _permits.WaitFor(2, Now));
        Assert.Equal(TimeSpan.Zero, _permits.WaitFor(2, At(600)));
    }

    [Fact]
    public void Forget_MissedByMoreThanASecond_AreLost()
    {
        _permits.Add(new(Now, 10));
        _permits.Add(new(At(5000), 2));

        _permits.Forget(At(1000));
        Assert.Equal(12, _permits.Count);
        _permits.Forget(At(1001));
        Assert.Equal(11, _permits.Count);
        _permits.Forget(At(1401));
        Assert.Equal(7, _permits.Count);
        _permits.Forget(At(4000));
        Assert.Equal((2, TimeSpan.FromMilliseconds(1000)), (_permits.Count, _permits.WaitFor(1, At(4000))));
    }

    [Fact]
    public void GiveBack_TurnsThatWereNotUsed_AreThereAgainUnlessMissed()
    {
        _permits.Add(new(Now, 4));
        var mark = _permits.Take(3);

        _permits.GiveBack(mark, 2);

        Assert.Equal((3, TimeSpan.FromMilliseconds(100)), (_permits.Count, _permits.WaitFor(1, Now)));
        _permits.Forget(At(1101));
        Assert.Equal((2, TimeSpan.Zero), (_permits.Count, _permits.WaitFor(1, At(1101))));
    }

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void EndsBefore_TheLastTurn_Decides(int milliseconds, bool ends)
    {
        _permits.Add(new(Now, 3));

        Assert.Equal(ends, _permits.EndsBefore(At(milliseconds)));
    }

    [Fact]
    public void Usable_HalfOfTheTurnsWereLost_IsTwiceWhatWasUsedAndGrowsWithUse()
    {
        Assert.Equal(int.MaxValue, _permits.Usable);
        AddAndUse(permits: 10, used: 3);
        Assert.Equal(6, _permits.Usable);

        AddAndUse(permits: 6, used: 4);
        Assert.Equal(6, _permits.Usable);
        AddAndUse(permits: 6, used: 6);
        Assert.Equal(12, _permits.Usable);
        AddAndUse(permits: 12, used: 0);
        Assert.Equal(2, _permits.Usable);
    }

    private void AddAndUse(int permits, int used)
    {
        _permits.Add(new(Now, permits));
        if (used > 0)
        {
            _permits.Take(used);
        }

        _permits.Forget(At(10_000));
    }

    private static DateTimeOffset At(int milliseconds) => Now.AddMilliseconds(milliseconds);
}
