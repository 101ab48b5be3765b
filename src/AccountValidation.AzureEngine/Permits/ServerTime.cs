namespace AccountValidation.AzureEngine.Permits;

/// <summary>
/// The table service's time, as this instance knows it: a timestamp of the service, plus the stopwatch time since its
/// answer came. So this time is never ahead of the service's, and behind by less than the calls took. No wall clock is
/// read.
/// </summary>
/// <param name="timeProvider">Only its stopwatch is used.</param>
internal sealed class ServerTime(TimeProvider timeProvider)
{
    private const int MostSlowSamples = 3;
    private static readonly TimeSpan LongestSample = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(1); // a stopwatch drifts

    private volatile Anchor? _anchor;
    private long? _sampledAt;
    private int _slow;

    /// <summary>The table service's time; the earliest possible time before the first timestamp.</summary>
    public DateTimeOffset Now =>
        _anchor is { } anchor ? anchor.Stamp + timeProvider.GetElapsedTime(anchor.At) : DateTimeOffset.MinValue;

    /// <summary>True when the time was compared with the service's within the last minute.</summary>
    public bool IsGood => _sampledAt is { } at && timeProvider.GetElapsedTime(at) < Good;

    /// <summary>
    /// Learns from a timestamp that the service gave some time ago. The timestamp corrects a stopwatch that stood
    /// still.
    /// </summary>
    public void Learn(DateTimeOffset stamp)
    {
        if (stamp > Now)
        {
            _anchor = new(stamp, timeProvider.GetTimestamp());
        }
    }

    /// <summary>
    /// Learns from a timestamp that the service gave since the call was sent. The timestamp counts if the call was
    /// fast, or if three calls in a row were slow.
    /// </summary>
    /// <param name="stamp">The service's timestamp.</param>
    /// <param name="sentAt">When the call was sent, by the stopwatch.</param>
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
