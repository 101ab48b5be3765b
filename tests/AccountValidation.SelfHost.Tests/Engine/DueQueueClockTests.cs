using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Engine;

/// <summary>
/// A sleep counts the time of timers, a due time counts the time of the stopwatch. Here the two differ.
/// </summary>
public sealed class DueQueueClockTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly WatchedClock _clock = new();
    private readonly DueQueue _queue;

    public DueQueueClockTests() => _queue = new(_clock);

    [Fact]
    public async Task Take_ClockIsSetForward_NoticesWithinAMinute()
    {
        _queue.Set("a", _clock.GetUtcNow().AddHours(5));
        var take = TakeAsync();
        await _clock.SomebodyWaitsAsync();

        _clock.Set(TimeSpan.FromHours(5));
        _clock.Advance(Minute);

        Assert.Equal("a", await take.Soon());
    }

    [Fact]
    public async Task Take_ClockIsSetBack_WaitsForTheTimeOfDay()
    {
        _queue.Set("a", _clock.GetUtcNow().AddSeconds(10));
        var take = TakeAsync();
        await _clock.SomebodyWaitsAsync();

        _clock.Set(TimeSpan.FromHours(-1));
        _clock.Advance(TimeSpan.FromSeconds(10));
        await _clock.SomebodyWaitsAsync();
        Assert.False(take.IsCompleted);
        Assert.Equal(Minute, _clock.LastWait);

        _clock.Set(TimeSpan.FromHours(1));
        _clock.Advance(Minute);
        Assert.Equal("a", await take.Soon());
    }

    [Fact]
    public async Task Set_DueNowBehindAHeadThatIsDueToo_WakesTheSleep()
    {
        _queue.Set("earlier", _clock.GetUtcNow().AddSeconds(50));
        var take = TakeAsync();
        await _clock.SomebodyWaitsAsync();

        _clock.Set(TimeSpan.FromMinutes(5));
        _queue.Set("new", _clock.GetUtcNow());

        Assert.Equal("earlier", await take.Soon());
        Assert.Equal("new", await TakeAsync().Soon());
    }

    [Fact]
    public async Task Release_DueNowBehindAHeadThatIsDueToo_WakesTheSleep()
    {
        _queue.Set("taken", _clock.GetUtcNow());
        await TakeAsync().Soon();
        _queue.Set("earlier", _clock.GetUtcNow().AddSeconds(50));
        var take = TakeAsync();
        await _clock.SomebodyWaitsAsync();

        _clock.Set(TimeSpan.FromMinutes(5));
        _queue.Set("taken", _clock.GetUtcNow());
        _queue.Release("taken");

        Assert.Equal("earlier", await take.Soon());
    }

    [Fact]
    public async Task Take_NothingToDo_WakesOnceAMinute()
    {
        var take = TakeAsync();
        for (var minute = 0; minute < 10; minute++)
        {
            await _clock.SomebodyWaitsAsync();
            _clock.Advance(Minute);
        }

        await _clock.SomebodyWaitsAsync();
        Assert.Equal(11, _clock.Waits);
        Assert.False(take.IsCompleted);
    }

    [Fact]
    public async Task Take_LessThanAMillisecondIsLeft_SleepsAWholeOne()
    {
        using var ended = new CancellationTokenSource();
        _queue.Set("a", _clock.GetUtcNow() + TimeSpan.FromMicroseconds(400));
        var take = Task.Run(() => _queue.TakeAsync(ended.Token), TestContext.Current.CancellationToken);
        try
        {
            await _clock.SomebodyWaitsAsync();
            Assert.Equal(TimeSpan.FromMilliseconds(1), _clock.LastWait);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal("a", await take.Soon());
            Assert.Equal(1, _clock.Waits);
        }
        finally
        {
            await ended.CancelAsync(); // A spinning queue would spin for ever.
        }
    }

    private Task<string> TakeAsync() => _queue.TakeAsync(TestContext.Current.CancellationToken);
}
