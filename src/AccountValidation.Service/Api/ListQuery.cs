using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Service.Http;
using AccountValidation.Service.Intake;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>Reads the query of a list, and writes and reads continuation tokens.</summary>
internal static class ListQuery
{
    /// <summary>The size of a page when the caller names none, in validations.</summary>
    public const int DefaultPageSize = 50;

    /// <summary>The largest page that a caller may request, in validations.</summary>
    public const int MaxPageSize = 200;

    /// <summary>The names of the query parameters.</summary>
    public static IReadOnlyCollection<string> Names { get; } =
        ["status", "customerId", "customerAccountId", "createdFrom", "createdTo", "pageSize", "continuationToken"];

    /// <summary>The filter; meaningless when <paramref name="errors"/> is not empty.</summary>
    public static ValidationFilter Read(IQueryCollection query, FieldErrors errors) => new()
    {
        Statuses = [.. ReadStatuses(query["status"].ToString(), errors)],
        CustomerId = ReadId(query, "customerId", errors),
        CustomerAccountId = ReadId(query, "customerAccountId", errors),
        CreatedFrom = ReadInstant(query, "createdFrom", errors),
        CreatedTo = ReadInstant(query, "createdTo", errors),
        After = ReadToken(query["continuationToken"].ToString(), errors),
        Limit = ReadPageSize(query["pageSize"].ToString(), errors),
    };

    /// <summary>The token that continues the list after a validation: base64url, opaque to a caller.</summary>
    public static string TokenAfter(Validation last) =>
        Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{last.CreatedAt.ToUnixTimeMilliseconds()}.{last.Id}")));

    // The set keeps each status once, and all unknown names make one fault: a query of 8 KiB can name thousands.
    private static HashSet<ValidationStatus> ReadStatuses(string text, FieldErrors errors)
    {
        var statuses = new HashSet<ValidationStatus>();
        var isFault = false;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            isFault |= !StatusNames.TryParse(name, out var status);
            statuses.Add(status);
        }

        if (isFault)
        {
            errors.Add(
                "status",
                "must be one or more of "
                    + string.Join(", ", Enum.GetValues<ValidationStatus>().Select(StatusNames.Of))
                    + ", separated by commas.");
        }

        return statuses;
    }

    private static string? ReadId(IQueryCollection query, string name, FieldErrors errors)
    {
        if (!query.TryGetValue(name, out var values))
        {
            return null;
        }

        var id = values.ToString();
        if (Ids.FaultOf(id) is { } fault)
        {
            errors.Add(name, fault);
        }

        return id;
    }

    private static DateTimeOffset? ReadInstant(IQueryCollection query, string name, FieldErrors errors)
    {
        if (!query.TryGetValue(name, out var values))
        {
            return null;
        }

        if (InstantText.TryParse(values.ToString(), out var instant))
        {
            return instant;
        }

        errors.Add(name, "must be a time such as 2026-11-22T10:00:00Z.");
        return null;
    }

    private static int ReadPageSize(string text, FieldErrors errors)
    {
        if (text.Length == 0)
        {
            return DefaultPageSize;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && size is >= 1 and <= MaxPageSize)
        {
            return size;
        }

        errors.Add("pageSize", $"must be a whole number from 1 to {MaxPageSize}.");
        return DefaultPageSize;
    }

    private static ListPosition? ReadToken(string token, FieldErrors errors)
    {
        if (token.Length == 0)
        {
            return null;
        }

        var bytes = new byte[token.Length];
        if (Base64Url.DecodeFromChars(token, bytes, out _, out var length) == OperationStatus.Done
            && Encoding.UTF8.GetString(bytes, 0, length).Split('.', 2) is [var milliseconds, var id]
            && long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var createdAt))
        {
            return new(createdAt, id);
        }

        errors.Add("continuationToken", "is not a token that this service gave out.");
        return null;
    }
}
