namespace AccountValidation.Service.Telemetry;

/// <summary>
/// Turns the failures of one outage into few log lines: one at its beginning, further ones at growing intervals, and
/// one at its end. An outage ends with the first success that comes a minute or more after the last failure, and with
/// <see cref="EnoughSuccesses"/> successes in a row. Several threads may call.
/// </summary>
/// <param name="timeProvider">Measures the intervals by stopwatch.</param>
internal sealed class Outage(TimeProvider timeProvider)
{
    /// <summary>So many successes in a row end an outage, however soon they come.</summary>
    public const int EnoughSuccesses = 20;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private long _count;
    private int _successes; // since the last failure
    private long _beganAt;
    private long _failedAt;
    private long _loggedAt;
    private TimeSpan _pause;

    /// <summary>True from the first failure until the outage ends.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _count > 0;
            }
        }
    }

    /// <summary>True when the last failure is an hour or more ago.</summary>
    public bool IsStale
    {
        get
        {
            lock (_lock)
            {
                return timeProvider.GetElapsedTime(_failedAt) >= LongestPause;
            }
        }
    }

    /// <summary>Notes a failure. Returns the failures of the outage so far; null while no line is due.</summary>
    public long? Fail()
    {
        lock (_lock)
        {
            (_failedAt, _successes) = (timeProvider.GetTimestamp(), 0);
            if (_count++ == 0)
            {
                (_beganAt, _loggedAt, _pause) = (_failedAt, _failedAt, ShortestPause);
                return _count;
            }

            if (timeProvider.GetElapsedTime(_loggedAt, _failedAt) < _pause)
            {
                return null;
            }

            (_loggedAt, _pause) = (_failedAt, _pause * 2 < LongestPause ? _pause * 2 : LongestPause);
            return _count;
        }
    }

    /// <summary>
    /// Notes a success. Returns the failures of the outage that has just ended, and the time from the first to the last
    /// failure. Null when no outage ended, or when it was a single failure.
    /// </summary>
    public (long Count, TimeSpan Lasted)? Succeed()
    {
        lock (_lock)
        {
            if (_count == 0
                || (++_successes < EnoughSuccesses && timeProvider.GetElapsedTime(_failedAt) < ShortestPause))
            {
                return null;
            }

            (var count, _count) = (_count, 0);
            return count == 1 ? null : (count, timeProvider.GetElapsedTime(_beganAt, _failedAt));
        }
    }
}
