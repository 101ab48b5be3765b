namespace AccountValidation.SelfHost.Engine;

/// <summary>
/// One sleep, which ends when somebody ends it, when its time has passed, or when it is cancelled. None of these is a
/// fault.
/// </summary>
internal sealed class Sleep
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the sleep, also one that has not begun.</summary>
    public void End() => _ended.TrySetResult();

    /// <summary>Sleeps.</summary>
    /// <param name="atMost">The longest sleep.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Ends the sleep.</param>
    public async Task ForAsync(TimeSpan atMost, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await using var timer = timeProvider.CreateTimer(
            static sleep => ((Sleep)sleep!).End(), this, atMost, Timeout.InfiniteTimeSpan);
        await using var cancelled = cancellationToken.UnsafeRegister(static sleep => ((Sleep)sleep!).End(), this);
        await _ended.Task;
    }
}
