using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Engine;

public sealed class DueQueueTests
{
    private readonly WatchedClock _clock = new();
    private readonly DueQueue _queue;

    public DueQueueTests() => _queue = new(_clock);

    [Fact]
    public async Task Take_SeveralAreDue_EarliestComesFirst()
    {
        _queue.Set("second", In(-2));
        _queue.Set("first", In(-3));
        _queue.Set("third", In(-1));

        Assert.Equal(
            ["first", "second", "third"],
            [await TakeAsync().Soon(), await TakeAsync().Soon(), await TakeAsync().Soon()]);
    }

    [Fact]
    public async Task Take_NothingIsDue_WaitsForTheTimeAndNotLonger()
    {
        _queue.Set("a", In(5));
        var take = TakeAsync();
        await _clock.SomebodyWaitsAsync();

        _clock.Advance(TimeSpan.FromSeconds(4.999));
        Assert.False(take.IsCompleted);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("a", await take.Soon());
    }

    [Fact]
    public async Task Set_EarlierThanTheSleep_WakesIt()
    {
        _queue.Set("late", In(50));
        var take = TakeAsync();
        await _clock.SomebodyWaitsAsync();

        _queue.Set("early", In(0));

        Assert.Equal("early", await take.Soon());
    }

    [Fact]
    public async Task Set_SameIdEarlier_IsTakenOnceAtTheEarlierTime()
    {
        _queue.Set("a", In(10));
        var take = TakeAsync();
        await _clock.SomebodyWaitsAsync();
        _queue.Set("a", In(1));
        await _clock.SomebodyWaitsAsync();

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a", await take.Soon());
        _queue.Set("a", dueAt: null);
        _queue.Release("a");

        await AssertNothingIsDueAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Set_Later_TheEarlierTimeIsForgotten()
    {
        _queue.Set("a", In(1));
        _queue.Set("a", In(20));

        await AssertNothingIsDueAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Set_Null_IsNeverTaken()
    {
        _queue.Set("a", In(1));
        _queue.Set("a", dueAt: null);

        Assert.Equal(0, _queue.Count);
        await AssertNothingIsDueAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Set_WhileTaken_IsGivenOutAfterTheReleaseOnly()
    {
        _queue.Set("a", In(0));
        await TakeAsync().Soon();
        _queue.Set("a", In(0));
        var take = TakeAsync();
        await _clock.SomebodyWaitsAsync();

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(take.IsCompleted);

        _queue.Release("a");
        Assert.Equal("a", await take.Soon());
    }

    [Fact]
    public async Task Release_TimeWasNotChanged_IsGivenOutAgain()
    {
        _queue.Set("a", In(0));
        await TakeAsync().Soon();

        _queue.Release("a");

        Assert.Equal("a", await TakeAsync().Soon());
    }

    [Fact]
    public async Task Postpone_NothingWasSetSince_Waits()
    {
        _queue.Set("a", In(0));
        await TakeAsync().Soon();

        _queue.Postpone("a", In(20));
        _queue.Release("a");

        await AssertNothingIsDueAsync(TimeSpan.FromSeconds(10));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("a", await TakeAsync().Soon());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Postpone_SetSinceItWasTaken_DoesNotLoseThatTime(bool forEver)
    {
        _queue.Set("a", In(0));
        await TakeAsync().Soon();

        _queue.Set("a", In(0)); // A signal commits after the taker has read the state.
        _queue.Postpone("a", forEver ? null : In(600));
        _queue.Release("a");

        Assert.Equal("a", await TakeAsync().Soon());
    }

    [Fact]
    public async Task Take_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        var take = _queue.TakeAsync(cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take.Soon());
        _queue.Set("a", In(0));
        Assert.Equal("a", await TakeAsync().Soon()); // The cancelled taker took nothing.
    }

    private DateTimeOffset In(double seconds) => _clock.GetUtcNow().AddSeconds(seconds);

    private Task<string> TakeAsync() => _queue.TakeAsync(TestContext.Current.CancellationToken);

    private async Task AssertNothingIsDueAsync(TimeSpan time)
    {
        using var cancelled = new CancellationTokenSource();
        var take = _queue.TakeAsync(cancelled.Token);
        _queue.Set("marker", _clock.GetUtcNow() + time);
        _clock.Advance(time);
        Assert.Equal("marker", await take.Soon());
    }
}
