using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.SelfHost.Tests.Support;

/// <summary>A clock that the test moves or sets, and that reports each wait that begins.</summary>
internal sealed class WatchedClock() : FakeTimeProvider(Some.Noon)
{
    private readonly SemaphoreSlim _waiting = new(0);
    private long _setBy;

    /// <summary>The number of waits that have begun.</summary>
    public int Waits { get; private set; }

    /// <summary>The length of the last wait.</summary>
    public TimeSpan LastWait { get; private set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _setBy));

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        (Waits, LastWait) = (Waits + 1, dueTime);
        _waiting.Release();
        return timer;
    }

    /// <summary>Sets the time of day without letting time pass: no timer notices.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref _setBy, by.Ticks);

    /// <summary>Returns once another wait has begun.</summary>
    public Task SomebodyWaitsAsync() => _waiting.WaitAsync(TestContext.Current.CancellationToken).Soon();
}
