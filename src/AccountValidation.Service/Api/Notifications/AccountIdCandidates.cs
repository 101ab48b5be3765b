using System.Text;
using System.Text.Json;
using AccountValidation.Service.Engine;

namespace AccountValidation.Service.Api.Notifications;

/// <summary>
/// Finds what may be a customer account's id in a notification. No event for the validation of an account is
/// documented, so every text of any JSON may be one.
/// </summary>
internal static class AccountIdCandidates
{
    /// <summary>The most candidates that are taken; further ones are left.</summary>
    public const int Most = 1000;

    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    private const int LongestEscape = 6; // \u005f

    /// <summary>
    /// The different texts, at any depth, that an id may be; null when the input is no JSON, or nested too deep.
    /// </summary>
    public static IReadOnlyCollection<string>? In(ReadOnlySpan<byte> json)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.String && found.Count < Most && IdIn(ref reader) is { } id)
                {
                    found.Add(id);
                }
            }

            return found;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? IdIn(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > Ids.MaxLength * LongestEscape)
        {
            return null;
        }

        var text =
            reader.ValueIsEscaped ? Unescaped(ref reader)
            : Ascii.IsValid(reader.ValueSpan) ? Encoding.ASCII.GetString(reader.ValueSpan)
            : null;
        return text is not null && Ids.FaultOf(text) is null ? text : null;
    }

    private static string? Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // it escapes half a surrogate pair, which shows only when the text is read
        }
    }
}
