using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountValidation.Service.Settings;

/// <summary>Reads and writes durations of settings: <c>hh:mm:ss</c>, where the hours may exceed 23.</summary>
public static partial class DurationText
{
    /// <summary>
    /// Reads <c>hh:mm:ss</c> or <c>d.hh:mm:ss</c>, with an optional fraction; false for any other string.
    /// </summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var match = Pattern().Match(text);
        duration = match.Success
            ? new TimeSpan(Part(match, "days"), Part(match, "hours"), Part(match, "minutes"), Part(match, "seconds"))
                + TimeSpan.FromTicks(
                    long.Parse(match.Groups["fraction"].Value.PadRight(7, '0'), CultureInfo.InvariantCulture))
            : TimeSpan.Zero;
        return match.Success;
    }

    /// <summary>Writes <c>hh:mm:ss</c>, with milliseconds when there are any.</summary>
    public static string Of(TimeSpan duration)
    {
        var fraction =
            duration.Milliseconds == 0
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $".{duration.Milliseconds:000}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(int)duration.TotalHours:00}:{duration.Minutes:00}:{duration.Seconds:00}{fraction}");
    }

    private static int Part(Match match, string name) =>
        match.Groups[name] is { Success: true, Value: var digits }
            ? int.Parse(digits, CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(
        @"^(?:(?<days>[0-9]{1,4})\.)?(?<hours>[0-9]{1,5}):(?<minutes>[0-5][0-9]):(?<seconds>[0-5][0-9])"
            + @"(?:\.(?<fraction>[0-9]{1,7}))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
