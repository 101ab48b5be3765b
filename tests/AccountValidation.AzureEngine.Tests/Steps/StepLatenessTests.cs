using AccountValidation.AzureEngine.Steps;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.AzureEngine.Tests.Steps;

public sealed class StepLatenessTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StepLateness _lateness;

    public StepLatenessTests() => _lateness = new(_clock);

    [Fact]
    public void IsLate_NoStepHasBegun_IsFalse() => Assert.False(_lateness.IsLate);

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
        Assert.Equal(expected, _lateness.IsLate);
    }

    [Fact]
    public void IsLate_TheNextStepIsInTime_IsFalse()
    {
        Note(0);
        Note(10);
        Note(0.5);
        Assert.False(_lateness.IsLate);
    }

    [Fact]
    public void IsLate_NoneBeginsForAWhile_IsForgotten()
    {
        Note(0);
        Note(10);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(_lateness.IsLate);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(_lateness.IsLate);
    }

    // The clock of the machine that asks is five seconds behind.
    [Fact]
    public void IsLate_TheClocksDiffer_CountsWhatIsMoreThanThat()
    {
        Note(5);
        Note(5.9);
        Assert.False(_lateness.IsLate);
        Note(6.2);
        Assert.True(_lateness.IsLate);
    }

    private void Note(double seconds) => _lateness.Note(_clock.GetUtcNow() - TimeSpan.FromSeconds(seconds));
}
