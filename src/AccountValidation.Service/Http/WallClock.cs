namespace AccountValidation.Service.Http;

/// <summary>
/// The real time of day, for what is compared with other machines' clocks: the timestamp of a signed callback and a
/// date in <c>Retry-After</c>. It may be set at any time, forward and backward. Everything else goes by the host's
/// <see cref="TimeProvider"/>, which may go on steadily then.
/// </summary>
/// <param name="timeProvider">A provider whose time of day is the machine's.</param>
public sealed class WallClock(TimeProvider timeProvider)
{
    /// <summary>The time of day now.</summary>
    public DateTimeOffset Now => timeProvider.GetUtcNow();
}
