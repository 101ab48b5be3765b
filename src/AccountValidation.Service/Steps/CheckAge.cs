namespace AccountValidation.Service.Steps;

/// <summary>How long ago a check began, by stopwatch and by wall clock: a machine that slept shows it on only one of them.</summary>
internal readonly struct CheckAge
{
    private readonly TimeProvider _timeProvider;
    private readonly long _timestamp;
    private readonly DateTimeOffset _time;

    private CheckAge(TimeProvider timeProvider) =>
        (_timeProvider, _timestamp, _time) = (timeProvider, timeProvider.GetTimestamp(), timeProvider.GetUtcNow());

    /// <summary>The check begins now.</summary>
    public static CheckAge FromNow(TimeProvider timeProvider) => new(timeProvider);

    /// <summary>True while neither clock has moved by more than <paramref name="limit"/>, in either direction.</summary>
    public bool IsWithin(TimeSpan limit) =>
        _timeProvider.GetElapsedTime(_timestamp) <= limit && (_timeProvider.GetUtcNow() - _time).Duration() <= limit;
}
