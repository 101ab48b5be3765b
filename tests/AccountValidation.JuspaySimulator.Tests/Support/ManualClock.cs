using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.JuspaySimulator.Tests;

/// <summary>A clock that stands still, and that tells a test when a wait begins.</summary>
internal sealed class ManualClock(DateTimeOffset now) : FakeTimeProvider(now)
{
    private readonly SemaphoreSlim _waiting = new(0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waiting.Release();
        return timer;
    }

    /// <summary>Returns when the next wait has begun.</summary>
    public Task WaitBeginsAsync() => _waiting.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>Moves on, rounded to the millisecond: a sum of fractions must not fall short of a limit.</summary>
    public void Advance(double seconds) => Advance(TimeSpan.FromMilliseconds(Math.Round(seconds * 1000)));
}
