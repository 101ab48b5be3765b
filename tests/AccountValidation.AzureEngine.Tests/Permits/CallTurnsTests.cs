using AccountValidation.AzureEngine.Permits;

namespace AccountValidation.AzureEngine.Tests.Permits;

/// <summary>The turns of one instance: when they are due, and when they are lost.</summary>
public sealed class CallTurnsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private readonly CallTurns _turns = new(TimeSpan.FromMilliseconds(100));

    [Fact]
    public void WaitFor_TurnsOfABlock_AreEvenlySpaced()
    {
        _turns.Add(new(At(1000), 3));

        Assert.Equal(TimeSpan.FromMilliseconds(1000), _turns.WaitFor(1, Now));
        _turns.Take(1);
        Assert.Equal(TimeSpan.FromMilliseconds(1100), _turns.WaitFor(2, Now)); // a pair leaves with the turn of its first
        _turns.Take(2);
        Assert.Null(_turns.WaitFor(1, Now));
    }

    [Fact]
    public void WaitFor_TooFewTurns_IsNotKnown()
    {
        _turns.Add(new(Now, 1));

        Assert.Equal(TimeSpan.Zero, _turns.WaitFor(1, Now));
        Assert.Null(_turns.WaitFor(2, Now));
    }

    [Fact]
    public void WaitFor_PairOverAGap_DoesNotUseTheLaterTurnEarly()
    {
        _turns.Add(new(Now, 1));
        _turns.Add(new(At(700), 1));

        Assert.Equal(TimeSpan.FromMilliseconds(600), _turns.WaitFor(2, Now));
        Assert.Equal(TimeSpan.Zero, _turns.WaitFor(2, At(600)));
    }

    [Fact]
    public void Forget_MissedByMoreThanASecond_AreLost()
    {
        _turns.Add(new(Now, 10));
        _turns.Add(new(At(5000), 2));

        _turns.Forget(At(1000));
        Assert.Equal(12, _turns.Count);
        _turns.Forget(At(1001));
        Assert.Equal(11, _turns.Count);
        _turns.Forget(At(1401));
        Assert.Equal(7, _turns.Count);
        _turns.Forget(At(4000));
        Assert.Equal((2, TimeSpan.FromMilliseconds(1000)), (_turns.Count, _turns.WaitFor(1, At(4000))));
    }

    [Fact]
    public void GiveBack_TurnsThatWereNotUsed_AreThereAgainUnlessMissed()
    {
        _turns.Add(new(Now, 4));
        var mark = _turns.Take(3);

        _turns.GiveBack(mark, 2);

        Assert.Equal((3, TimeSpan.FromMilliseconds(100)), (_turns.Count, _turns.WaitFor(1, Now)));
        _turns.Forget(At(1101));
        Assert.Equal((2, TimeSpan.Zero), (_turns.Count, _turns.WaitFor(1, At(1101))));
    }

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void EndsBefore_TheLastTurn_Decides(int milliseconds, bool ends)
    {
        _turns.Add(new(Now, 3));

        Assert.Equal(ends, _turns.EndsBefore(At(milliseconds)));
    }

    [Fact]
    public void Usable_HalfOfTheTurnsWereLost_IsTwiceWhatWasUsedAndGrowsWithUse()
    {
        Assert.Equal(int.MaxValue, _turns.Usable);
        AddAndUse(turns: 10, used: 3);
        Assert.Equal(6, _turns.Usable);

        AddAndUse(turns: 6, used: 4);
        Assert.Equal(6, _turns.Usable);
        AddAndUse(turns: 6, used: 6);
        Assert.Equal(12, _turns.Usable);
        AddAndUse(turns: 12, used: 0);
        Assert.Equal(2, _turns.Usable);
    }

    private void AddAndUse(int turns, int used)
    {
        _turns.Add(new(Now, turns));
        if (used > 0)
        {
            _turns.Take(used);
        }

        _turns.Forget(At(10_000));
    }

    private static DateTimeOffset At(int milliseconds) => Now.AddMilliseconds(milliseconds);
}
