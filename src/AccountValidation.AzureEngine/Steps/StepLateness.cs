namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// How late steps begin. All instances of the app share one queue of activities, which is served in the order of
/// coming: a live step waits behind every step that came before it. So while steps begin late no more is taken from the
/// intake queue.
/// </summary>
/// <param name="timeProvider">The clock.</param>
public sealed class StepLateness(TimeProvider timeProvider)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(5); // as long as none begins, nothing is known
    private static readonly TimeSpan ClockDriftPerSecond = TimeSpan.FromMilliseconds(0.1);

    private readonly Lock _lock = new();
    private long _notedAt;
    private TimeSpan? _least;
    private bool _wasLate;

    /// <summary>True while steps begin so late that more of them had better wait outside.</summary>
    public bool IsLate
    {
        get
        {
            lock (_lock)
            {
                return _wasLate && timeProvider.GetElapsedTime(_notedAt) < Forgotten;
            }
        }
    }

    /// <summary>
    /// A step begins. Two machines' clocks are compared: what the least late step lately was late by is their
    /// difference.
    /// </summary>
    /// <param name="requestedAt">The instance's time when it requested the step.</param>
    public void Note(DateTimeOffset requestedAt)
    {
        lock (_lock)
        {
            var (late, now) = (timeProvider.GetUtcNow() - requestedAt, timeProvider.GetTimestamp());
            var least = _least is { } known
                ? known + (ClockDriftPerSecond * timeProvider.GetElapsedTime(_notedAt, now).TotalSeconds)
                : late;
            _least = late < least ? late : least;
            (_wasLate, _notedAt) = (late - _least > Most, now);
        }
    }
}
