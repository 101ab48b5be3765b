namespace AccountValidation.Core.Schedules;

/// <summary>
/// NPCI's rules for checking a UPI transaction, as the trade press reports its circulars of 26 April and 21 May 2025.
/// The first check comes no earlier than 90 s after the transaction. At most three checks lie within two hours. In the
/// peak hours 10:00–13:00 and 17:00–21:30 IST, only calls that a customer started are allowed. No document says whether
/// Juspay's GET counts as such a check, so the preset is a setting. Where the preset is on, it binds every check after
/// the penny. A check before the penny asks about no transaction.
/// </summary>
internal static class NpciPreset
{
    /// <summary>The most checks within <see cref="Window"/>.</summary>
    public const int MostInWindow = 3;

    /// <summary>The shortest time from the penny drop to its first check.</summary>
    public static readonly TimeSpan FirstCheck = TimeSpan.FromSeconds(90);

    /// <summary>The window in which checks are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(2);

    private static readonly TimeSpan IndianTime = new(5, 30, 0); // India has no daylight saving time
    private static readonly (TimeSpan From, TimeSpan To)[] PeakHours =
    [
        (new(10, 0, 0), new(13, 0, 0)),
        (new(17, 0, 0), new(21, 30, 0)),
    ];

    /// <summary>The earliest time, not before <paramref name="wanted"/>, at which a check is allowed.</summary>
    public static DateTimeOffset Earliest(Validation validation, DateTimeOffset wanted)
    {
        var earliest = wanted;
        if (validation.DropAt is { } dropAt)
        {
            earliest = Backoff.Later(earliest, dropAt + FirstCheck);
        }

        if (validation.RecentChecks is { Count: >= MostInWindow } checks)
        {
            earliest = Backoff.Later(earliest, checks[^MostInWindow] + Window);
        }

        return PeakEndOf(earliest) ?? earliest;
    }

    /// <summary>
    /// The end of the peak hours that contain a time; null outside peak hours. The end itself is outside.
    /// </summary>
    public static DateTimeOffset? PeakEndOf(DateTimeOffset time)
    {
        var local = time.ToOffset(IndianTime);
        foreach (var (from, to) in PeakHours)
        {
            if (local.TimeOfDay >= from && local.TimeOfDay < to)
            {
                return local - local.TimeOfDay + to;
            }
        }

        return null;
    }
}
