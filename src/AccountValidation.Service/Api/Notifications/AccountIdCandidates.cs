using System.Text;
using System.Text.Json;
using AccountValidation.Service.Engine;

namespace AccountValidation.Service.Api.Notifications;

/// <summary>
/// Finds strings in a notification that may be the id of a customer account. Juspay documents no event for the
/// validation of an account, so every string of any JSON is a candidate.
/// </summary>
internal static class AccountIdCandidates
{
    /// <summary>The most candidates of one notification. Later candidates are ignored.</summary>
    public const int Most = 1000;

    /// <summary>The deepest nesting that the reader accepts, in levels.</summary>
    public const int MaxDepth = 64;

    private const int LongestEscape = 6; // \u005f

    /// <summary>
    /// The distinct strings, at any depth, that have the form of an id. Null when the input is no JSON, or is nested
    /// too deep.
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
            return null; // The string escapes half a surrogate pair, which shows only when the reader decodes it.
        }
    }
}
