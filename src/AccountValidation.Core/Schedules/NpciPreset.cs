namespace AccountValidation.Core.Schedules;

/// <summary>
/// NPCI's rules for checking a UPI transaction, as the trade press reports its circulars of 26 April and 21 May 2025:
/// the first check no earlier than 90 s after the transaction, at most three within two hours, and no call that no
/// customer started in the peak hours 10:00–13:00 and 17:00–21:30 IST. Whether Juspay's GET counts as such a check is
/// not documented, so the preset is a setting; where it is on, it binds every check after the penny. A check before it
/// asks about no transaction.
/// </summary>
internal static class NpciPreset
{
    /// <summary>How many checks may lie within <see cref="Window"/>.</summary>
    public const int MostInWindow = 3;

    /// <summary>No check comes earlier than this after the penny drop.</summary>
    public static readonly TimeSpan FirstCheck = TimeSpan.FromSeconds(90);

    /// <summary>The time over which checks are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(2);

    private static readonly TimeSpan IndianTime = new(5, 30, 0); // no daylight saving time
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
    /// When the peak hours end in which a time lies; null when it lies in none. The end itself is outside.
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
