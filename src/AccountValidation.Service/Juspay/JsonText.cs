using System.Text.Json;

namespace AccountValidation.Service.Juspay;

/// <summary>Reads JSON from other servers. Every input gives a result; no method throws because of the bytes.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true };

    /// <summary>
    /// Parses a body and reads its root. If that fails, parses the repaired body. Returns <paramref name="otherwise"/>
    /// when the repaired body is no JSON either.
    /// </summary>
    public static T Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> read, T otherwise) =>
        TryRead(body, default, read, out var result) || TryRead(JsonRepair.Repair(body.Span), Lenient, read, out result)
            ? result!
            : otherwise;

    /// <summary>
    /// The value of a string, trimmed, or the digits of a number as written. Null for any other member and for a blank
    /// string.
    /// </summary>
    public static string? Of(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var member))
        {
            return null;
        }

        return member.ValueKind == JsonValueKind.Number ? member.GetRawText() : StringOf(parent, name);
    }

    /// <summary>The value of a string, trimmed. Null for any other member and for a blank string.</summary>
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
            // Reading a string throws InvalidOperationException for half a surrogate pair or invalid UTF-8.
            result = default;
            return false;
        }
    }
}
