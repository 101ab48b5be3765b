namespace AccountValidation.Service.Tests.Juspay;

/// <summary>When further requests of the intake queue had better wait there.</summary>
public sealed class BulkRoomTests
{
    private const int MostWaiting = 32;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakesBulk_ManyBulkWait_IsFalseUntilOneIsServedOrGivesUp()
    {
        using var callers = new Callers(maxConcurrent: 2);
        callers.EnterMany('b', MostWaiting); // one of them is served
        callers.EnterMany('l', 2 * MostWaiting);
        Assert.True(callers.Gate.TakesBulk);
        using var caller = new CancellationTokenSource();
        var last = callers.Gate.EnterAsync(calls: 1, isBulk: true, caller.Token);
        Assert.False(callers.Gate.TakesBulk);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => last.InTime());
        Assert.True(callers.Gate.TakesBulk);
        callers.Enter("b");
        Assert.False(callers.Gate.TakesBulk);
        callers.Return();
        Assert.True(callers.Gate.TakesBulk);
    }

    [Fact]
    public void WaitToTakeBulk_ManyBulkWait_EndsWhenFewerDoOrAfterTheLongestWait()
    {
        using var callers = new Callers(maxConcurrent: 1);
        callers.EnterMany('b', 1 + MostWaiting);
        var (forAny, forAMinute) = (false, false);
        callers.Begin(async () =>
        {
            await callers.Gate.WaitToTakeBulkAsync(atMost: null, Token);
            forAny = true;
        });
        callers.Begin(async () =>
        {
            await callers.Gate.WaitToTakeBulkAsync(TimeSpan.FromMinutes(1), Token);
            forAMinute = true;
        });

        callers.Pass(TimeSpan.FromSeconds(59));
        Assert.Equal((false, false), (forAny, forAMinute));
        callers.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal((false, true), (forAny, forAMinute));
        callers.Return();
        callers.Pass(TimeSpan.FromSeconds(1));
        Assert.True(forAny);
    }

    [Fact]
    public async Task WaitToTakeBulk_GivenUp_EndsAtOnce()
    {
        using var callers = new Callers(maxConcurrent: 1);
        callers.EnterMany('b', 1 + MostWaiting);
        using var stopping = new CancellationTokenSource();
        var waiting = callers.Gate.WaitToTakeBulkAsync(atMost: null, stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.InTime());
    }
}
