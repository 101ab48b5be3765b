using AccountValidation.Service.Http;

namespace AccountValidation.Service.Steps;

/// <summary>
/// Measures the age of a check by stopwatch and by wall clock. A machine's sleep shows on only one of these clocks.
/// </summary>
internal readonly struct CheckAge
{
    private readonly TimeProvider _stopwatch;
    private readonly WallClock _wallClock;
    private readonly long _timestamp;
    private readonly DateTimeOffset _time;

    private CheckAge(TimeProvider stopwatch, WallClock wallClock) =>
        (_stopwatch, _wallClock, _timestamp, _time) = (stopwatch, wallClock, stopwatch.GetTimestamp(), wallClock.Now);

    /// <summary>Begins to measure now.</summary>
    public static CheckAge FromNow(TimeProvider stopwatch, WallClock wallClock) => new(stopwatch, wallClock);

    /// <summary>
    /// True while neither clock has moved by more than <paramref name="limit"/>, in either direction.
    /// </summary>
    public bool IsWithin(TimeSpan limit) =>
        _stopwatch.GetElapsedTime(_timestamp) <= limit && (_wallClock.Now - _time).Duration() <= limit;
}
