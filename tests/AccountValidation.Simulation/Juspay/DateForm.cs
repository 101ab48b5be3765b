using System.Globalization;

namespace AccountValidation.Simulation.Juspay;

/// <summary>The forms of dates that Juspay may show.</summary>
internal enum DateForm
{
    /// <summary>ISO 8601 with milliseconds.</summary>
    Milliseconds,

    /// <summary>ISO 8601 with whole seconds, as documented.</summary>
    WholeSeconds,

    /// <summary>Such as <c>2026-11-29 05:00:00 UTC</c>.</summary>
    Utc,

    /// <summary>RFC 1123, as in an HTTP header.</summary>
    Rfc1123,

    /// <summary>A text that nobody can read as a date, different for each validation.</summary>
    Unreadable,

    /// <summary>No date.</summary>
    Missing,
}

/// <summary>Writes dates.</summary>
internal static class Dates
{
    /// <summary>The text of a date; null when the account shows none.</summary>
    /// <param name="form">The form.</param>
    /// <param name="at">The date.</param>
    /// <param name="number">The number of the account's validation.</param>
    public static string? Text(DateForm form, DateTimeOffset? at, int number) => (form, at?.UtcDateTime) switch
    {
        (_, null) or (DateForm.Missing, _) => null,
        (DateForm.Milliseconds, { } time) => Written(time, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        (DateForm.WholeSeconds, { } time) => Written(time, "yyyy-MM-dd'T'HH:mm:ss'Z'"),
        (DateForm.Utc, { } time) => Written(time, "yyyy-MM-dd HH:mm:ss 'UTC'"),
        (DateForm.Rfc1123, { } time) => Written(time, "r"),
        _ => string.Create(CultureInfo.InvariantCulture, $"round {number} of the ledger"),
    };

    /// <summary>The instant that the text names; null when it names none.</summary>
    public static DateTimeOffset? Instant(DateForm form, DateTimeOffset? at) => form switch
    {
        DateForm.Milliseconds => Cut(at, TimeSpan.TicksPerMillisecond),
        DateForm.Unreadable or DateForm.Missing => null,
        _ => Cut(at, TimeSpan.TicksPerSecond),
    };

    private static string Written(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Cut(DateTimeOffset? at, long unit) =>
        at is { } time ? new DateTimeOffset(time.UtcTicks - (time.UtcTicks % unit), TimeSpan.Zero) : null;
}
