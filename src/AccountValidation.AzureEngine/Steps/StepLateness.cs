namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// How late steps begin. The queue of activities is one for all instances of the app, and first come, first served: as late as the last step began, so late the
/// step of a validation begins that somebody waits for. So no more is taken from the intake queue while steps are late.
/// </summary>
/// <param name="timeProvider">The clock.</param>
public sealed class StepLateness(TimeProvider timeProvider)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(5); // as long as none begins, nothing is known

    private readonly Lock _lock = new();
    private long _notedAt;
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

    /// <summary>A step begins.</summary>
    /// <param name="askedAt">The instance's time when it asked for the step.</param>
    public void Note(DateTimeOffset askedAt)
    {
        lock (_lock)
        {
            (_wasLate, _notedAt) = (timeProvider.GetUtcNow() - askedAt > Most, timeProvider.GetTimestamp());
        }
    }
}
