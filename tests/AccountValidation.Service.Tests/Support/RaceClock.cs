using Microsoft.Extensions.Time.Testing;

namespace AccountValidation.Service.Tests;

/// <summary>
/// A clock that the test moves, and that tells when the delay before the next address has begun: moved sooner, it would
/// leave the delay waiting for ever.
/// </summary>
internal sealed class RaceClock() : FakeTimeProvider(Samples.Now)
{
    /// <summary>The delay between two attempts to connect.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250);

    private readonly TaskCompletionSource _delayed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == Delay)
        {
            _delayed.TrySetResult();
        }

        return timer;
    }

    /// <summary>Ends the first delay, once it has begun.</summary>
    public async Task PassDelayAsync()
    {
        await _delayed.Task.InTime();
        Advance(Delay);
    }
}
