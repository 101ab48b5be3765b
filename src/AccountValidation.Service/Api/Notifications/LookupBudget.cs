namespace AccountValidation.Service.Api.Notifications;

/// <summary>
/// A token bucket for the lookups that notifications cause in this process. The framework's limiter reads a clock of
/// its own; this one is given one.
/// </summary>
/// <param name="timeProvider">The clock.</param>
public sealed class LookupBudget(TimeProvider timeProvider)
{
    /// <summary>The most lookups at once.</summary>
    public const int Burst = 100;

    /// <summary>The lookups a second, in the long run.</summary>
    public const int PerSecond = 20;

    private readonly Lock _gate = new();
    private double _tokens = Burst;
    private long _filledAt = timeProvider.GetTimestamp();

    /// <summary>Takes a lookup; false when none is left at the moment.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            var now = timeProvider.GetTimestamp();
            _tokens = Math.Min(Burst, _tokens + (timeProvider.GetElapsedTime(_filledAt, now).TotalSeconds * PerSecond));
            _filledAt = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }
}
