using AccountValidation.AzureEngine.Steps;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.AzureEngine.Tests.Steps;

public sealed class StepLatenessTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StepLateness _lateness;

    public StepLatenessTests() => _lateness = new(_clock);

    private bool IsLate => !_lateness.TryPass();

    [Fact]
    public void IsLate_NoStepHasBegun_IsFalse() => Assert.False(IsLate);

    [Theory]
    [InlineData(-1, false)] // the other machine's clock is ahead
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(1.1, true)]
    [InlineData(60, true)]
    public void IsLate_AStepBegan_IsTrueWhenItWasAskedForLongBefore(double seconds, bool expected)
    {
        Note(0);
        Note(seconds);
        Assert.Equal(expected, IsLate);
    }

    [Fact]
    public void IsLate_TheNextStepIsInTime_IsFalse()
    {
        Note(0);
        Note(10);
        Note(0.5);
        Assert.False(IsLate);
    }

    [Fact]
    public void IsLate_NoneBeginsForAWhile_IsForgotten()
    {
        Note(0);
        Note(10);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(IsLate);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(IsLate);
    }

    // The clock of the machine that asks is five seconds behind.
    [Fact]
    public void IsLate_TheClocksDiffer_CountsWhatIsMoreThanThat()
    {
        Note(5);
        Note(5.9);
        Assert.False(IsLate);
        Note(6.2);
        Assert.True(IsLate);
    }

    [Fact]
    public void TryPass_NoStepHasBegun_LetsAFewPass() => Assert.InRange(Passes(), 1, 16);

    [Fact]
    public void TryPass_AfterAWait_LetsOnePassForEachStepInTime()
    {
        Note(0);
        Note(10);
        Assert.Equal(0, Passes());
        Note(0.1);
        Assert.Equal(1, Passes());
        Note(0.1);
        Note(0.1);
        Assert.Equal(2, Passes());
    }

    [Fact]
    public void TryPass_ManyStepsHaveBegun_LetsNoMorePassThanBeforeTheFirst()
    {
        var first = Passes();
        for (var step = 0; step < 100; step++)
        {
            Note(0);
        }

        Assert.Equal(first, Passes());
    }

    [Fact]
    public void TryPass_NoneBeginsForAWhile_LetsAFewPassAgain()
    {
        var first = Passes();
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(0, Passes());
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(first, Passes());
    }

    [Fact]
    public void GiveBack_StartedNothing_LetsAnotherPass()
    {
        Passes();
        _lateness.GiveBack();
        Assert.Equal(1, Passes());
    }

    private int Passes()
    {
        var passes = 0;
        while (passes < 1000 && _lateness.TryPass())
        {
            passes++;
        }

        return passes;
    }

    private void Note(double seconds) => _lateness.Note(_clock.GetUtcNow() - TimeSpan.FromSeconds(seconds));
}
