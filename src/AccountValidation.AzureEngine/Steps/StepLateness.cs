namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// Measures how late steps begin. All instances of the app share a queue of activities, served in order of arrival. So
/// a live step waits behind every earlier step. While steps begin late, the intake queue waits. Lateness shows only
/// after the steps of earlier requests have begun. So each step that begins in time lets one bulk request pass.
/// </summary>
/// <param name="timeProvider">Its clock is compared with the instance's.</param>
public sealed class StepLateness(TimeProvider timeProvider)
{
    private const int MostPasses = 8; // so many requests pass before a step says how late steps begin
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(5); // without new steps nothing is known
    private static readonly TimeSpan ClockDriftPerSecond = TimeSpan.FromMilliseconds(0.1);

    private readonly Lock _lock = new();
    private int _passes = MostPasses;
    private long _passesFrom = timeProvider.GetTimestamp();
    private long _notedAt;
    private TimeSpan? _least;

    /// <summary>
    /// Lets a bulk request pass; false when the request should wait in the intake queue. While no step begins, a few
    /// requests pass every 5 seconds.
    /// </summary>
    public bool TryPass()
    {
        lock (_lock)
        {
            if (timeProvider.GetElapsedTime(_passesFrom) >= Forgotten)
            {
                (_passes, _passesFrom) = (MostPasses, timeProvider.GetTimestamp());
            }

            if (_passes == 0)
            {
                return false;
            }

            _passes--;
            return true;
        }
    }

    /// <summary>Gives back the pass of a request that started no validation: no step follows.</summary>
    public void GiveBack()
    {
        lock (_lock)
        {
            _passes = Math.Min(_passes + 1, MostPasses);
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
            _passes = late - _least > Most ? 0 : Math.Min(_passes + 1, MostPasses);
            (_passesFrom, _notedAt) = (now, now);
        }
    }
}
