using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Engine;

public sealed class SteadyClockTests
{
    private readonly WatchedClock _inner = new();
    private readonly SteadyClock _clock;

    public SteadyClockTests() => _clock = new(_inner);

    [Theory]
    [InlineData(0)]
    [InlineData(73)]
    [InlineData(-73)]
    public void UtcNow_WallClockIsSet_GoesOnAsTimePasses(int hours)
    {
        _inner.Advance(TimeSpan.FromMinutes(3));
        _inner.Set(TimeSpan.FromHours(hours));
        _inner.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(Some.Noon.AddMinutes(7), _clock.GetUtcNow());
    }

    [Fact]
    public void UtcNow_NewProcess_BeginsWithTheWallClock()
    {
        _inner.Set(TimeSpan.FromHours(5));

        Assert.Equal(Some.Noon.AddHours(5), new SteadyClock(_inner).GetUtcNow());
    }

    [Fact]
    public async Task TimersAndTimestamps_AreTheMachines()
    {
        var (began, ended) = (
            _clock.GetTimestamp(), Task.Delay(TimeSpan.FromSeconds(10), _clock, TestContext.Current.CancellationToken));
        _inner.Set(TimeSpan.FromHours(5));
        _inner.Advance(TimeSpan.FromSeconds(9));
        Assert.False(ended.IsCompleted);

        _inner.Advance(TimeSpan.FromSeconds(1));
        await ended.Soon();

        Assert.Equal(TimeSpan.FromSeconds(10), _clock.GetElapsedTime(began));
        Assert.Equal(_inner.TimestampFrequency, _clock.TimestampFrequency);
    }
}
