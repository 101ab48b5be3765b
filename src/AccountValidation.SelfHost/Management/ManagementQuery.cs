using System.Globalization;

namespace AccountValidation.SelfHost.Management;

/// <summary>Reads query parameters as the extension does: what cannot be read is as if it were not there.</summary>
internal static class ManagementQuery
{
    /// <summary>A flag.</summary>
    public static bool Flag(this IQueryCollection query, string name, bool otherwise) =>
        bool.TryParse(query[name].ToString(), out var flag) ? flag : otherwise;

    /// <summary>A text; null when there is none.</summary>
    public static string? Text(this IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>A whole number; null when there is none.</summary>
    public static int? Whole(this IQueryCollection query, string name) =>
        int.TryParse(query[name].ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>An instant, UTC where it names no offset; null when there is none.</summary>
    public static DateTimeOffset? Instant(this IQueryCollection query, string name)
    {
        const DateTimeStyles Styles =
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault;

        // A time of day alone is read as of the first day of all: it names no instant.
        return DateTime.TryParse(query[name].ToString(), CultureInfo.InvariantCulture, Styles, out var instant)
            && (instant.Date != DateTime.MinValue || instant.TimeOfDay == TimeSpan.Zero)
            ? new DateTimeOffset(instant, TimeSpan.Zero)
            : null;
    }

    /// <summary>
    /// The states that are asked for; null for all. They are separated by commas, and the parameter may be repeated.
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

    /// <summary>Whether every state that is asked for is one.</summary>
    public static bool AreStatuses(this IQueryCollection query, string name) =>
        query[name]
            .SelectMany(value => (value ?? "").Split(','))
            .All(text => Enum.TryParse<RuntimeStatus>(text, out _));
}
