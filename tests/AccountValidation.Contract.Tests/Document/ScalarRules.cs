using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AccountValidation.Contract.Tests;

/// <summary>
/// The keywords of JSON Schema for strings and numbers. A keyword returns null for a value of another kind.
/// </summary>
internal static partial class ScalarRules
{
    public static IEnumerable<string> FaultsOfText(string keyword, JsonNode rule, string? text) =>
        text is null
            ? []
            : keyword switch
            {
                "pattern" => When(
                    !Regex.IsMatch(text, rule.GetValue<string>(), RegexOptions.ECMAScript),
                    $"is '{text}', which is not like {rule}"),
                "minLength" => When(LengthOf(text) < rule.GetValue<int>(), "is too short"),
                "maxLength" => When(LengthOf(text) > rule.GetValue<int>(), "is too long"),
                "format" => When(!IsOf(rule.GetValue<string>(), text), $"is '{text}', which is no {rule}"),
                _ => throw new NotSupportedException($"The keyword {keyword} is not known to this validator."),
            };

    public static IEnumerable<string> FaultsOfNumber(string keyword, JsonNode rule, decimal? number) =>
        number is null
            ? []
            : keyword switch
            {
                "minimum" => When(number < rule.GetValue<decimal>(), $"is less than {rule}"),
                "maximum" => When(number > rule.GetValue<decimal>(), $"is more than {rule}"),
                "exclusiveMinimum" => When(number <= rule.GetValue<decimal>(), $"is not more than {rule}"),
                _ => throw new NotSupportedException($"The keyword {keyword} is not known to this validator."),
            };

    private static bool IsOf(string format, string text) => format switch
    {
        "date-time" => DateTime().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "uri-reference" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
        _ => throw new NotSupportedException($"The format {format} is not known to this validator."),
    };

    // JSON Schema counts code points.
    private static int LengthOf(string text) => text.EnumerateRunes().Count();

    private static IEnumerable<string> When(bool isFault, string fault) => isFault ? [fault] : [];

    // RFC 3339.
    [GeneratedRegex(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$",
        RegexOptions.CultureInvariant)]
    private static partial Regex DateTime();
}
