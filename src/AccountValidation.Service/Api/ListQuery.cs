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
        [
            "status", "customerId", "customerAccountId", "createdFrom", "createdTo", "waitingFor", "callbackStatus",
            ReceiverHost, Metadata, IdPrefix, "settledFrom", "settledTo", "pageSize", "continuationToken",
        ];

    /// <summary>The filter by the callback URL's host.</summary>
    public const string ReceiverHost = "receiverHost";

    /// <summary>The filter by a pair of metadata.</summary>
    public const string Metadata = "metadata";

    /// <summary>The filter by the beginning of the id.</summary>
    public const string IdPrefix = "idPrefix";

    /// <summary>The filter; meaningless when <paramref name="errors"/> is not empty.</summary>
    public static ValidationFilter Read(IQueryCollection query, FieldErrors errors) => new()
    {
        Statuses =
        [
            .. ReadNames<ValidationStatus>(
                query,
                "status",
                StatusNames.TryParse,
                Enum.GetValues<ValidationStatus>().Select(StatusNames.Of),
                errors),
        ],
        WaitingFor = [.. ReadNames<WaitCause>(query, "waitingFor", WaitNames.TryParse, WaitNames.AllCauses, errors)],
        CallbackStatuses =
        [
            .. ReadNames<CallbackStatus?>(
                query,
                "callbackStatus",
                StatusNames.TryParseCallback,
                StatusNames.CallbackStatuses.Select(StatusNames.Of),
                errors),
        ],
        ReceiverHost = ReadHost(query, errors),
        Metadata = ReadPair(query, errors),
        IdPrefix = ReadId(query, IdPrefix, errors),
        CustomerId = ReadId(query, "customerId", errors),
        CustomerAccountId = ReadId(query, "customerAccountId", errors),
        CreatedFrom = ReadInstant(query, "createdFrom", errors),
        CreatedTo = ReadInstant(query, "createdTo", errors),
        SettledFrom = ReadInstant(query, "settledFrom", errors),
        SettledTo = ReadInstant(query, "settledTo", errors),
        After = ReadToken(query["continuationToken"].ToString(), errors),
        Limit = ReadPageSize(query["pageSize"].ToString(), errors),
    };

    /// <summary>The token that continues the list after a position: base64url, opaque to a caller.</summary>
    public static string TokenAfter(ListPosition last) =>
        Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.CreatedAt}.{last.Id}")));

    private delegate bool TryParse<T>(string name, out T value);

    // The set keeps each value once, and all unknown names make one fault: a query of 8 KiB can name thousands.
    private static HashSet<T> ReadNames<T>(
        IQueryCollection query, string parameter, TryParse<T> tryParse, IEnumerable<string> known, FieldErrors errors)
    {
        var values = new HashSet<T>();
        var isFault = false;
        foreach (
            var name in query[parameter]
                .ToString()
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            isFault |= !tryParse(name, out var value);
            values.Add(value);
        }

        if (isFault)
        {
            errors.Add(parameter, $"must be one or more of {string.Join(", ", known)}, separated by commas.");
        }

        return values;
    }

    private static string? ReadHost(IQueryCollection query, FieldErrors errors)
    {
        const int LongestHost = 253;
        if (!query.TryGetValue(ReceiverHost, out var values))
        {
            return null;
        }

        var host = values.ToString();
        if (
            host.Length <= LongestHost
            && Uri.CheckHostName(host) is not UriHostNameType.Unknown and var kind
            && Uri.TryCreate(
                kind == UriHostNameType.IPv6 ? $"http://[{host.Trim('[', ']')}]" : $"http://{host}",
                UriKind.Absolute,
                out var url))
        {
            return url.IdnHost.ToLowerInvariant();
        }

        errors.Add(ReceiverHost, "must be a host name or an IP address, such as onboarding.example.");
        return null;
    }

    private static MetadataPair? ReadPair(IQueryCollection query, FieldErrors errors)
    {
        if (!query.TryGetValue(Metadata, out var values))
        {
            return null;
        }

        if (values is [var text] && text?.Split(':', 2) is [{ Length: > 0 } key, var value])
        {
            return new(key, value);
        }

        errors.Add(Metadata, "must be one name and its whole value with a colon between, such as applicationId:A-17.");
        return null;
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
