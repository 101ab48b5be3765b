using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountValidation.Service.Http;

/// <summary>Reads instants that other programs wrote: ISO 8601 or similar; UTC when the string has no offset.</summary>
internal static partial class InstantText
{
    /// <summary>
    /// Reads an instant; false when the string is no instant. The string must begin with a whole date. The framework
    /// completes a partial date from today's date, so the same string would mean another instant tomorrow.
    /// </summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        return text is not null
            && WholeDate().IsMatch(text)
            && DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out instant);
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex WholeDate();
}
