using AccountValidation.AzureEngine.Permits;
using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.AzureEngine.Tests.Permits;

/// <summary>The table service's time by its timestamps and a stopwatch.</summary>
public sealed class ServerTimeTests
{
    private static readonly DateTimeOffset Stamp = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new();
    private readonly ServerTime _time;

    public ServerTimeTests() => _time = new(_clock);

    [Fact]
    public void Sample_TookLittle_IsTheTimeFromWhenTheAnswerCame()
    {
        Assert.False(_time.IsGood);

        SampleThatTakes(milliseconds: 400);

        Assert.Equal((true, Stamp), (_time.IsGood, _time.Now));
        _clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(Stamp.AddSeconds(7), _time.Now);
    }

    [Fact]
    public void Sample_TookLong_CountsOnlyWhenNoneIsQuick()
    {
        SampleThatTakes(milliseconds: 501);
        SampleThatTakes(milliseconds: 501);
        Assert.False(_time.IsGood);

        SampleThatTakes(milliseconds: 501);
        Assert.Equal((true, Stamp), (_time.IsGood, _time.Now));
    }

    [Fact]
    public void IsGood_AfterAMinute_IsOver()
    {
        SampleThatTakes(milliseconds: 1);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(_time.IsGood);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_time.IsGood);
    }

    [Fact]
    public void Learn_LaterTimestamp_CorrectsTheStopwatchAndAnEarlierOneDoesNot()
    {
        SampleThatTakes(milliseconds: 1);
        _clock.Advance(TimeSpan.FromSeconds(5));

        _time.Learn(Stamp.AddSeconds(4));
        Assert.Equal(Stamp.AddSeconds(5), _time.Now);
        _time.Learn(Stamp.AddSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Stamp.AddSeconds(31), _time.Now);
    }

    private void SampleThatTakes(int milliseconds)
    {
        var sentAt = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        _time.Sample(Stamp, sentAt);
    }
}
