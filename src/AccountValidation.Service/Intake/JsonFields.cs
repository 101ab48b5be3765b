using System.Text.Json;
using AccountValidation.Core;

namespace AccountValidation.Service.Intake;

/// <summary>
/// The fields of a JSON object. Each field that is read is taken out, so that what is left is unknown.
/// </summary>
/// <param name="root">The object.</param>
internal sealed class JsonFields(JsonElement root)
{
    private readonly Dictionary<string, JsonElement> _fields =
        root.EnumerateObject().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);

    /// <summary>The names of what was not taken.</summary>
    public IEnumerable<string> Left => _fields.Keys;

    /// <summary>True when the field is there. An explicit null is a field left out.</summary>
    public bool Has(string name) => _fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Takes a field; null when it was left out.</summary>
    public JsonElement? Take(string name) =>
        _fields.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Takes a text; null when it was left out or <paramref name="errors"/> tell that it is none.</summary>
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

        errors.Add(name, "must be a text.");
        return null;
    }

    /// <summary>A name from outside, shortened and without control characters.</summary>
    public static string Shown(string name)
    {
        const int MaxShown = 64;
        var shown = name.Length > MaxShown ? WholeText.Cut(name, MaxShown) + "…" : name;
        return new([.. shown.Select(character => char.IsControl(character) ? '�' : character)]);
    }
}
