namespace AccountValidation.Service.Api.Notifications;

/// <summary>
/// A token bucket for the lookups that notifications cause in this process. The framework's limiter reads its own
/// clock; this bucket takes its clock as an argument.
/// </summary>
public sealed class LookupBudget(TimeProvider timeProvider)
{
    /// <summary>The most lookups at once, after a quiet time.</summary>
    public const int Burst = 100;

    /// <summary>The average rate, in lookups a second.</summary>
    public const int PerSecond = 20;

    private readonly Lock _gate = new();
    private double _tokens = Burst;
    private long _filledAt = timeProvider.GetTimestamp();

    /// <summary>Takes one lookup from the budget; false when the budget is empty now.</summary>
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
