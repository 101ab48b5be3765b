using System.Globalization;
using System.Text.Json;
using AccountValidation.Service.Callbacks;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Settings;

namespace AccountValidation.Service.Intake;

/// <summary>
/// Reads start requests and collects all faults of all fields. An unknown field is a fault too, because a misspelt
/// <c>callbackUrl</c> would mean a callback that never comes.
/// </summary>
/// <param name="submission">Bounds the amount.</param>
/// <param name="addresses">Decides where callbacks may go.</param>
public sealed class StartRequestReader(SubmissionSettings submission, CallbackAddressPolicy addresses)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The request of an HTTP body; null when <paramref name="errors"/> is not empty.</summary>
    public StartRequest? Read(ReadOnlyMemory<byte> body, FieldErrors errors) =>
        Parse(body, isQueued: false, errors)?.Request;

    /// <summary>
    /// The request of a queue's message, which may also have the field <c>idempotencyKey</c>; null when <paramref
    /// name="errors"/> is not empty.
    /// </summary>
    public QueuedStart? ReadQueued(ReadOnlyMemory<byte> body, FieldErrors errors) =>
        Parse(body, isQueued: true, errors);

    private QueuedStart? Parse(ReadOnlyMemory<byte> body, bool isQueued, FieldErrors errors)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return ReadRoot(document.RootElement, isQueued, errors);
        }
        catch (JsonException exception)
        {
            // The parser reports a duplicate field without a position.
            errors.Add("body", exception.LineNumber is null
                ? "is not valid JSON, or names a field twice."
                : $"is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The JSON escapes half a surrogate pair, which shows only when the reader decodes the string.
            errors.Add("body", "holds a string that is not valid Unicode.");
            return null;
        }
    }

    private QueuedStart? ReadRoot(JsonElement root, bool isQueued, FieldErrors errors)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.Add("body", "must be a JSON object.");
            return null;
        }

        var fields = new JsonFields(root);
        var key = isQueued ? ReadIdempotencyKey(fields, errors) : null;
        var request = new StartRequest
        {
            CustomerId = ReadId(fields, "customerId", errors, required: true) ?? "",
            CustomerAccountId = ReadId(fields, "customerAccountId", errors, required: true) ?? "",
            RoutingId = ReadId(fields, "routingId", errors),
            Gateway = ReadId(fields, "gateway", errors),
            Amount = ReadAmount(fields, errors),
            CallbackUrl = ReadCallbackUrl(fields, errors),
            Metadata = MetadataReader.Read(fields.Take("metadata"), errors),
        };
        foreach (var unknown in fields.Left)
        {
            errors.Add(JsonFields.Shown(unknown), "is not a field of this request.");
        }

        return errors.IsEmpty ? new(request, key) : null;
    }

    private static string? ReadIdempotencyKey(JsonFields fields, FieldErrors errors)
    {
        const string Name = "idempotencyKey";
        var key = fields.TakeText(Name, errors);
        if (key is null || IdempotencyKeys.IsKey(key))
        {
            return key;
        }

        errors.Add(Name, $"must have 1 to {IdempotencyKeys.MaxLength} printable ASCII characters.");
        return null;
    }

    private static string? ReadId(JsonFields fields, string name, FieldErrors errors, bool required = false)
    {
        var isMissing = !fields.Has(name);
        var id = fields.TakeText(name, errors);
        var fault = isMissing && required ? "is required." : id is null ? null : Ids.FaultOf(id);
        if (fault is not null)
        {
            errors.Add(name, fault);
        }

        return id;
    }

    private decimal? ReadAmount(JsonFields fields, FieldErrors errors)
    {
        if (fields.Take("amount") is not { } value)
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };
        if (
            !decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var amount))
        {
            errors.Add("amount", "must be a decimal number.");
        }
        else if (amount <= 0 || amount > submission.MaxAmount)
        {
            errors.Add(
                "amount",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"must be more than 0 and at most {submission.MaxAmount} (INR)."));
        }
        else if (decimal.Round(amount, 2) != amount)
        {
            errors.Add("amount", "must have at most two decimals.");
        }

        return decimal.Round(amount, 2) / 1.00m; // Without trailing zeros, 1 and 1.0000 are the same request.
    }

    private string? ReadCallbackUrl(JsonFields fields, FieldErrors errors)
    {
        var url = fields.TakeText("callbackUrl", errors);
        if (url is not null && addresses.FaultOf(url) is { } fault)
        {
            errors.Add("callbackUrl", fault);
        }

        return url;
    }
}

/// <summary>A start request from a queue.</summary>
/// <param name="Request">The checked request.</param>
/// <param name="IdempotencyKey">The sender's idempotency key; null when the message has none.</param>
public sealed record QueuedStart(StartRequest Request, string? IdempotencyKey)
{
    /// <summary>Shows ids only, because the string may reach a log.</summary>
    public override string ToString() => Request.ToString();
}
