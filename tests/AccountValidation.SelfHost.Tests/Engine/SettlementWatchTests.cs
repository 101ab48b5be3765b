using AccountValidation.Core.Lifecycles;
using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Engine;

public sealed class SettlementWatchTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly WatchedClock _clock = new();
    private readonly SettlementWatch _watch;

    public SettlementWatchTests() => _watch = new(_clock);

    [Fact]
    public async Task Wait_Settles_Ends()
    {
        var wait = WaitAsync();
        Assert.False(wait.IsCompleted);

        Settle("val_2");
        Assert.False(wait.IsCompleted);
        Settle("val_1");

        await wait.Soon();
        Assert.Equal(0, _watch.Count);
    }

    [Fact]
    public async Task Wait_HasSettled_EndsAtOnce()
    {
        await WaitAsync(isSettled: true).Soon();

        Assert.Equal(0, _watch.Count);
    }

    [Fact]
    public async Task Wait_SettlesWhileItAsks_MissesNothing()
    {
        var wait = _watch.WaitAsync("val_1", SettlesMeanwhile, Long, CancellationToken.None, CancellationToken.None);

        await wait.Soon();
        Assert.Equal(0, _watch.Count);

        bool SettlesMeanwhile()
        {
            Settle("val_1");
            return false;
        }
    }

    [Fact]
    public async Task Wait_AnotherFindsItSettled_IsStillTold()
    {
        var wait = WaitAsync();
        await WaitAsync(isSettled: true).Soon(); // reads the commit before the engine is told

        Settle("val_1");

        await wait.Soon();
        Assert.Equal(0, _watch.Count);
    }

    [Fact]
    public async Task Wait_TimePasses_EndsAndLeavesNothingBehind()
    {
        var wait = WaitAsync();
        await _clock.SomebodyWaitsAsync();

        _clock.Advance(Long);

        await wait.Soon();
        Assert.Equal(0, _watch.Count);
    }

    [Fact]
    public async Task Wait_OneOfTwoGoesAway_TheOtherIsStillTold()
    {
        using var gone = new CancellationTokenSource();
        var first = WaitAsync(gone: gone.Token);
        var second = WaitAsync();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Soon());
        Assert.Equal(1, _watch.Count);
        Settle("val_1");

        await second.Soon();
        Assert.Equal(0, _watch.Count);
    }

    [Fact]
    public async Task Wait_EngineStops_EndsWithoutAFault()
    {
        using var stopping = new CancellationTokenSource();
        var wait = WaitAsync(stopping: stopping.Token);

        await stopping.CancelAsync();

        await wait.Soon();
        Assert.Equal(0, _watch.Count);
    }

    [Fact]
    public async Task Wait_StoreFails_LeavesNothingBehind()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            _watch.WaitAsync(
                "val_1",
                () => throw new InvalidDataException(),
                Long,
                CancellationToken.None,
                CancellationToken.None));

        Assert.Equal(0, _watch.Count);
    }

    private Task WaitAsync(
        bool isSettled = false, CancellationToken? stopping = null, CancellationToken? gone = null) =>
        _watch.WaitAsync(
            "val_1",
            () => isSettled,
            Long,
            stopping ?? CancellationToken.None,
            gone ?? CancellationToken.None);

    private void Settle(string id) => _watch.Settled(Lifecycle.Apply(
        Some.Accepted(id), Some.Rejected, Some.Noon));
}
