using System.Globalization;

namespace AccountValidation.SelfHost.Management;

/// <summary>Reads query parameters as the extension does: an unreadable value counts as absent.</summary>
internal static class ManagementQuery
{
    /// <summary>Reads a flag; returns <paramref name="otherwise"/> when the flag is absent.</summary>
    public static bool Flag(this IQueryCollection query, string name, bool otherwise) =>
        bool.TryParse(query[name].ToString(), out var flag) ? flag : otherwise;

    /// <summary>Reads a string; null when absent.</summary>
    public static string? Text(this IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>Reads a whole number; null when absent.</summary>
    public static int? Whole(this IQueryCollection query, string name) =>
        int.TryParse(query[name].ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Reads an instant, in UTC unless the value names an offset; null when absent.</summary>
    public static DateTimeOffset? Instant(this IQueryCollection query, string name)
    {
        const DateTimeStyles Styles =
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault;

        // A time without a date parses as a time of the first day of the calendar: it names no instant.
        return DateTime.TryParse(query[name].ToString(), CultureInfo.InvariantCulture, Styles, out var instant)
            && (instant.Date != DateTime.MinValue || instant.TimeOfDay == TimeSpan.Zero)
            ? new DateTimeOffset(instant, TimeSpan.Zero)
            : null;
    }

    /// <summary>
    /// Reads the requested states; null for all. Commas separate the states, and the parameter may be repeated.
    /// </summary>
    public static IReadOnlySet<RuntimeStatus>? Statuses(this IQueryCollection query, string name)
    {
        var wanted = new HashSet<RuntimeStatus>();
        foreach (var text in query[name].SelectMany(value => (value ?? "").Split(',')))
        {
            if (Enum.TryParse<RuntimeStatus>(text, out var status))
            {
                wanted.Add(status);
            }
        }

        return wanted.Count == 0 ? null : wanted;
    }

    /// <summary>Whether every requested state exists.</summary>
    public static bool AreStatuses(this IQueryCollection query, string name) =>
        query[name]
            .SelectMany(value => (value ?? "").Split(','))
            .All(text => Enum.TryParse<RuntimeStatus>(text, out _));
}
