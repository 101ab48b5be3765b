using System.Text.Json;
using AccountValidation.Core.Views;

namespace AccountValidation.Service.Intake;

/// <summary>Reads the metadata of a start request.</summary>
internal static class MetadataReader
{
    /// <summary>
    /// The most bytes of all pairs together, as the callback's JSON writes them, with characters beyond ASCII escaped.
    /// Standard Webhooks asks for a payload below 20 kB. The bound leaves room for 20 of the longest ASCII pairs.
    /// </summary>
    public const int MaxBytes = 12 * 1024;

    /// <summary>The most pairs of one request.</summary>
    public const int MaxPairs = 20;

    /// <summary>The length of the longest name, in UTF-16 code units.</summary>
    public const int MaxName = 64;

    /// <summary>The length of the longest value, in UTF-16 code units.</summary>
    public const int MaxValue = 512;

    /// <summary>The pairs, sorted by name. Adds the faults to <paramref name="errors"/>.</summary>
    public static SortedDictionary<string, string> Read(JsonElement? metadata, FieldErrors errors)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (metadata is not { } value)
        {
            return pairs;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Add("metadata", "must be an object of strings.");
            return pairs;
        }

        foreach (var pair in value.EnumerateObject())
        {
            ReadPair(pair, pairs, errors);
        }

        if (pairs.Count > MaxPairs)
        {
            errors.Add("metadata", $"must not have more than {MaxPairs} pairs.");
        }
        else if (
            JsonSerializer.SerializeToUtf8Bytes(pairs, ContractJson.Default.IReadOnlyDictionaryStringString).Length
            > MaxBytes)
        {
            errors.Add(
                "metadata",
                $"must not be longer than {MaxBytes} bytes in all, as the callback's JSON writes them (other "
                + $"characters than plain ASCII as \\uXXXX).");
        }

        return pairs;
    }

    private static void ReadPair(JsonProperty pair, SortedDictionary<string, string> pairs, FieldErrors errors)
    {
        var field = "metadata." + JsonFields.Shown(pair.Name);
        if (pair.Value.ValueKind != JsonValueKind.String)
        {
            errors.Add(field, "must be a string.");
            return;
        }

        var text = pair.Value.GetString() ?? "";
        if (pair.Name.Length is 0 or > MaxName)
        {
            errors.Add(field, $"must have a name of 1 to {MaxName} characters.");
        }

        if (text.Length > MaxValue)
        {
            errors.Add(field, $"must not be longer than {MaxValue} characters.");
        }

        pairs[pair.Name] = text;
    }
}
