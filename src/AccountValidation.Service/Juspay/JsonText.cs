using System.Text.Json;

namespace AccountValidation.Service.Juspay;

/// <summary>Reads JSON that somebody else wrote. Whatever the bytes are, there is a result.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true };

    /// <summary>
    /// Parses a body and reads its root: as it stands, and when that fails once more after a repair.
    /// <paramref name="otherwise"/> for what is no JSON then either.
    /// </summary>
    public static T Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> read, T otherwise) =>
        TryRead(body, default, read, out var result) || TryRead(JsonRepair.Repair(body.Span), Lenient, read, out result)
            ? result!
            : otherwise;

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

    private static bool TryRead<T>(
        ReadOnlyMemory<byte> json, JsonDocumentOptions options, Func<JsonElement, T> read, out T? result)
    {
        try
        {
            using var document = JsonDocument.Parse(json, options);
            result = read(document.RootElement);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a surrogate pair or bytes that are not UTF-8, seen when a text is read.
            result = default;
            return false;
        }
    }
}
