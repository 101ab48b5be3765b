namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// Measures how late steps begin. All instances of the app share a queue of activities, served in order of arrival. So
/// a live step waits behind every earlier step. While steps begin late, the intake queue waits.
/// </summary>
/// <param name="timeProvider">Its clock is compared with the instance's.</param>
public sealed class StepLateness(TimeProvider timeProvider)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(5); // without new steps nothing is known
    private static readonly TimeSpan ClockDriftPerSecond = TimeSpan.FromMilliseconds(0.1);

    private readonly Lock _lock = new();
    private long _notedAt;
    private TimeSpan? _least;
    private bool _wasLate;

    /// <summary>True while steps begin so late that bulk requests should wait in the intake queue.</summary>
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
    /// Notes the beginning of a step. Two machines' clocks are compared: the smallest recent lateness is their
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
