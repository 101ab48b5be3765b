namespace AccountValidation.SelfHost.Engine;

/// <summary>A single sleep, which ends early by <see cref="End"/> or by cancellation. No end throws.</summary>
internal sealed class Sleep
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the sleep; also a later sleep returns at once.</summary>
    public void End() => _ended.TrySetResult();

    /// <summary>Sleeps until the first end.</summary>
    /// <param name="atMost">The longest sleep.</param>
    /// <param name="timeProvider">Runs the timer.</param>
    /// <param name="cancellationToken">Ends the sleep without an exception.</param>
    public async Task ForAsync(TimeSpan atMost, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await using var timer = timeProvider.CreateTimer(
            static sleep => ((Sleep)sleep!).End(), this, atMost, Timeout.InfiniteTimeSpan);
        await using var cancelled = cancellationToken.UnsafeRegister(static sleep => ((Sleep)sleep!).End(), this);
        await _ended.Task;
    }
}
