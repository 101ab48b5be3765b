using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountValidation.Service.Http;

/// <summary>Instants as others write them: ISO 8601, or close to it; UTC where no offset is given.</summary>
internal static partial class InstantText
{
    /// <summary>
    /// Reads an instant; false when the text is none. It must begin with a whole date: the framework would fill in what
    /// is missing from today's date, so that the same text meant another instant tomorrow.
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
