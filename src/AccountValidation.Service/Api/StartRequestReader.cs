using System.Globalization;
using System.Text.Json;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Settings;

namespace AccountValidation.Service.Api;

/// <summary>
/// Reads a start request. Every fault of every field is collected; a field that the contract does not know is a fault
/// too, since a misspelt <c>callbackUrl</c> would otherwise be a callback that never comes.
/// </summary>
/// <param name="submission">The bound of the amount.</param>
/// <param name="addresses">Where callbacks may go.</param>
public sealed class StartRequestReader(SubmissionSettings submission, CallbackAddressPolicy addresses)
{
    /// <summary>The most pairs of <c>metadata</c>.</summary>
    public const int MaxMetadataPairs = 20;

    /// <summary>The longest name of a pair, in UTF-16 code units.</summary>
    public const int MaxMetadataName = 64;

    /// <summary>The longest value of a pair, in UTF-16 code units.</summary>
    public const int MaxMetadataValue = 512;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The request; null when <paramref name="errors"/> tell why there is none.</summary>
    public StartRequest? Read(ReadOnlyMemory<byte> body, FieldErrors errors)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return ReadRoot(document.RootElement, errors);
        }
        catch (JsonException exception)
        {
            errors.Add("body", $"is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}), or names a field twice.");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The JSON escapes half a surrogate pair, which shows only when the text is read.
            errors.Add("body", "holds a text that is not valid Unicode.");
            return null;
        }
    }

    private StartRequest? ReadRoot(JsonElement root, FieldErrors errors)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.Add("body", "must be a JSON object.");
            return null;
        }

        var fields = root.EnumerateObject().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        var request = new StartRequest
        {
            CustomerId = ReadId(fields, "customerId", errors, required: true) ?? "",
            CustomerAccountId = ReadId(fields, "customerAccountId", errors, required: true) ?? "",
            RoutingId = ReadId(fields, "routingId", errors),
            Gateway = ReadId(fields, "gateway", errors),
            Amount = ReadAmount(fields, errors),
            CallbackUrl = ReadCallbackUrl(fields, errors),
            Metadata = ReadMetadata(fields, errors),
        };
        foreach (var unknown in fields.Keys)
        {
            errors.Add(Shown(unknown), "is not a field of this request.");
        }

        return errors.IsEmpty ? request : null;
    }

    // Each field that is read is taken out, so that what is left is unknown. An explicit null is a field left out.
    private static JsonElement? Take(Dictionary<string, JsonElement> fields, string name) =>
        fields.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? ReadText(Dictionary<string, JsonElement> fields, string name, FieldErrors errors)
    {
        if (Take(fields, name) is not { } value)
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

    private static string? ReadId(Dictionary<string, JsonElement> fields, string name, FieldErrors errors, bool required = false)
    {
        var isMissing = !fields.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null;
        var id = ReadText(fields, name, errors);
        var fault = isMissing && required ? "is required." : id is null ? null : Ids.FaultOf(id);
        if (fault is not null)
        {
            errors.Add(name, fault);
        }

        return id;
    }

    private decimal? ReadAmount(Dictionary<string, JsonElement> fields, FieldErrors errors)
    {
        if (Take(fields, "amount") is not { } value)
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount))
        {
            errors.Add("amount", "must be a decimal number.");
        }
        else if (amount <= 0 || amount > submission.MaxAmount)
        {
            errors.Add("amount", string.Create(CultureInfo.InvariantCulture, $"must be more than 0 and at most {submission.MaxAmount} (INR)."));
        }
        else if (decimal.Round(amount, 2) != amount)
        {
            errors.Add("amount", "must have at most two decimals.");
        }

        return decimal.Round(amount, 2) / 1.00m; // 1 and 1.0000 are the same request: no trailing zero is kept
    }

    private string? ReadCallbackUrl(Dictionary<string, JsonElement> fields, FieldErrors errors)
    {
        var url = ReadText(fields, "callbackUrl", errors);
        if (url is not null && addresses.FaultOf(url) is { } fault)
        {
            errors.Add("callbackUrl", fault);
        }

        return url;
    }

    private static SortedDictionary<string, string> ReadMetadata(Dictionary<string, JsonElement> fields, FieldErrors errors)
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Take(fields, "metadata") is not { } value)
        {
            return metadata;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Add("metadata", "must be an object of texts.");
            return metadata;
        }

        foreach (var pair in value.EnumerateObject())
        {
            ReadPair(pair, metadata, errors);
        }

        if (metadata.Count > MaxMetadataPairs)
        {
            errors.Add("metadata", $"must not have more than {MaxMetadataPairs} pairs.");
        }

        return metadata;
    }

    private static void ReadPair(JsonProperty pair, SortedDictionary<string, string> metadata, FieldErrors errors)
    {
        var field = "metadata." + Shown(pair.Name);
        if (pair.Value.ValueKind != JsonValueKind.String)
        {
            errors.Add(field, "must be a text.");
            return;
        }

        var text = pair.Value.GetString() ?? "";
        if (pair.Name.Length is 0 or > MaxMetadataName)
        {
            errors.Add(field, $"must have a name of 1 to {MaxMetadataName} characters.");
        }

        if (text.Length > MaxMetadataValue)
        {
            errors.Add(field, $"must not be longer than {MaxMetadataValue} characters.");
        }

        metadata[pair.Name] = text;
    }

    // A name from outside is shown shortened and without control characters.
    private static string Shown(string name)
    {
        const int MaxShown = 64;
        var shown = name.Length > MaxShown ? name[..MaxShown] + "…" : name;
        return new([.. shown.Select(character => char.IsControl(character) ? '�' : character)]);
    }
}
