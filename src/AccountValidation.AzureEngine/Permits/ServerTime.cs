namespace AccountValidation.AzureEngine.Permits;

/// <summary>
/// The table service's time, as this instance knows it: a timestamp of the service, and what the stopwatch says has
/// passed since the answer with it came. So it is never ahead of the service's own, and behind by less than the calls
/// took. No wall clock is asked.
/// </summary>
/// <param name="timeProvider">The clock. Only its stopwatch is used.</param>
internal sealed class ServerTime(TimeProvider timeProvider)
{
    private const int MostSlowSamples = 3;
    private static readonly TimeSpan LongestSample = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(1); // a stopwatch drifts

    private volatile Anchor? _anchor;
    private long? _sampledAt;
    private int _slow;

    /// <summary>The time; the earliest there is before anything is known.</summary>
    public DateTimeOffset Now =>
        _anchor is { } anchor ? anchor.Stamp + timeProvider.GetElapsedTime(anchor.At) : DateTimeOffset.MinValue;

    /// <summary>Whether it was compared with the service's lately.</summary>
    public bool IsGood => _sampledAt is { } at && timeProvider.GetElapsedTime(at) < Good;

    /// <summary>
    /// A timestamp was read that the service gave some time ago. It corrects a stopwatch that stood still.
    /// </summary>
    public void Learn(DateTimeOffset stamp)
    {
        if (stamp > Now)
        {
            _anchor = new(stamp, timeProvider.GetTimestamp());
        }
    }

    /// <summary>
    /// A timestamp was read that the service gave since the call was sent. It counts if that was not long ago, or never
    /// is.
    /// </summary>
    /// <param name="stamp">The timestamp.</param>
    /// <param name="sentAt">When the call was sent, on the stopwatch.</param>
    public void Sample(DateTimeOffset stamp, long sentAt)
    {
        var now = timeProvider.GetTimestamp();
        if (timeProvider.GetElapsedTime(sentAt, now) > LongestSample && ++_slow < MostSlowSamples)
        {
            return;
        }

        _slow = 0;
        _sampledAt = now;
        _anchor = new(stamp, now);
    }

    private sealed record Anchor(DateTimeOffset Stamp, long At);
}
