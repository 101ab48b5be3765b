using System.Globalization;
using System.Text.RegularExpressions;
using AccountValidation.Core;

namespace AccountValidation.Service.Juspay;

/// <summary>
/// A date as Juspay writes it. Juspay documents <c>2023-06-06T13:29:53Z</c> (API reference, "Validate Customer
/// account"). An unreadable date is kept as a string, because its change is news all the same.
/// </summary>
/// <param name="Instant">The instant; null without a date, or when the date has several meanings.</param>
/// <param name="Unread">An unreadable date, trimmed, at most 64 characters; null without such a date.</param>
internal readonly partial record struct JuspayDate(DateTimeOffset? Instant, string? Unread)
{
    private const int MaxTextLength = 64;

    private static readonly string[] PlainForms =
    [
        "yyyy-MM-dd H:mm:ss.FFFFFFF zzz",
        "yyyyMMdd H:mm:ss.FFFFFFF zzz",
        "ddd, d MMM yyyy H:mm:ss.FFFFFFF zzz",
        "d MMM yyyy H:mm:ss.FFFFFFF zzz",
    ];

    /// <summary>
    /// Reads a date: ISO 8601 or similar, or RFC 1123; UTC when the string has no zone. The reader does not guess:
    /// 01/02/2026 has two meanings and a bare number several, so both stay strings.
    /// </summary>
    /// <param name="text">The string; null or blank for no date.</param>
    public static JuspayDate Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return default;
        }

        // Long numbers in a date are not masked. Masked Unix times that are 10,000 seconds apart would be equal. But
        // the decision on a second penny drop depends on a difference of two dates.
        return InstantOf(text.Trim()) is { } instant
            ? new(instant, null)
            : new(null, WholeText.Cut(text.Trim(), MaxTextLength));
    }

    private static DateTimeOffset? InstantOf(string text)
    {
        var form = Form().Match(text);
        var time = $"{Part("hour", "0")}:{Part("minute", "00")}:{Part("second", "00")}.{Part("fraction", "0")}";
        var zone = $"{Part("sign", "+")}{Part("zoneHour", "00")}:{Part("zoneMinute", "00")}";
        var plain = $"{Part("day", "")} {time} {zone}";
        const DateTimeStyles Style = DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(plain, PlainForms, CultureInfo.InvariantCulture, Style, out var instant)
            ? instant
            : null;

        string Part(string name, string otherwise) =>
            form.Groups[name] is { Success: true } part ? part.Value : otherwise;
    }

    [GeneratedRegex(
        """
        ^(?: (?<day> [0-9]{4}-[0-9]{2}-[0-9]{2} | (?: [A-Z]{3},[ ] )? [0-9]{1,2}[ ][A-Z]{3}[ ][0-9]{4} )
             (?: $ | (?: T | [ ]+ ) (?<hour> [0-9]{1,2} ) : (?<minute> [0-9]{2} ) (?: : (?<second> [0-9]{2} ) )? )
           | (?<day> [0-9]{8} ) T (?<hour> [0-9]{2} ) (?<minute> [0-9]{2} ) (?<second> [0-9]{2} )? )
         (?(second) (?: \. (?<fraction> [0-9]{1,7} ) [0-9]* )? )
         [ ]* (?: Z | UTC | GMT | (?<sign> [+-] ) (?<zoneHour> [0-9]{2} ) (?: :? (?<zoneMinute> [0-9]{2} ) )? )? $
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Form();
}
