namespace AccountValidation.Service.Http;

/// <summary>
/// The real time of day, to compare with other machines' clocks: the timestamp of a signed callback and a date in
/// <c>Retry-After</c>. Somebody may set this clock forward or backward at any time. Everything else uses the host's
/// <see cref="TimeProvider"/>, which may stay steady meanwhile.
/// </summary>
/// <param name="timeProvider">Gives the machine's time of day.</param>
public sealed class WallClock(TimeProvider timeProvider)
{
    /// <summary>The machine's present time of day, in UTC.</summary>
    public DateTimeOffset Now => timeProvider.GetUtcNow();
}
