using System.Text;
using System.Text.Json;

namespace AccountValidation.Service.Juspay;

/// <summary>Reads JSON that somebody else wrote. Whatever the bytes are, there is a result.</summary>
internal static class JsonText
{
    private static ReadOnlySpan<byte> Utf8Preamble => Encoding.UTF8.Preamble;

    /// <summary>Parses a body and reads its root; <paramref name="otherwise"/> for what is not JSON.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> read, T otherwise)
    {
        try
        {
            var text = body.Span.StartsWith(Utf8Preamble) ? body[Utf8Preamble.Length..] : body;
            using var document = JsonDocument.Parse(text);
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: the JSON escapes half a surrogate pair, which shows only when the text is read.
            return otherwise;
        }
    }

    /// <summary>A member's text, a number's digits as they stand; null for anything else and for blank text.</summary>
    public static string? Of(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var member))
        {
            return null;
        }

        return member.ValueKind == JsonValueKind.Number ? member.GetRawText() : StringOf(parent, name);
    }

    /// <summary>The text of a member that is a JSON string; null for anything else and for blank text.</summary>
    public static string? StringOf(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member)
        && member.ValueKind == JsonValueKind.String
        && member.GetString() is { } text
        && !string.IsNullOrWhiteSpace(text)
            ? text.Trim()
            : null;
}
