using System.Text.Json;
using AccountValidation.Core;

namespace AccountValidation.Service.Intake;

/// <summary>The fields of a JSON object. Each read removes its field, so that only unknown fields are left.</summary>
/// <param name="root">A JSON object.</param>
internal sealed class JsonFields(JsonElement root)
{
    private readonly Dictionary<string, JsonElement> _fields =
        root.EnumerateObject().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);

    /// <summary>The names of the fields that nobody has taken.</summary>
    public IEnumerable<string> Left => _fields.Keys;

    /// <summary>True when the object has the field. An explicit null counts as a missing field.</summary>
    public bool Has(string name) => _fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Takes a field; null when the field is missing.</summary>
    public JsonElement? Take(string name) =>
        _fields.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>
    /// Takes a string; null when the field is missing, or no string according to <paramref name="errors"/>.
    /// </summary>
    public string? TakeText(string name, FieldErrors errors)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        errors.Add(name, "must be a string.");
        return null;
    }

    /// <summary>A name from outside, at most 64 characters and an ellipsis, without control characters.</summary>
    public static string Shown(string name)
    {
        const int MaxShown = 64;
        var shown = name.Length > MaxShown ? WholeText.Cut(name, MaxShown) + "…" : name;
        return new([.. shown.Select(character => char.IsControl(character) ? '�' : character)]);
    }
}
