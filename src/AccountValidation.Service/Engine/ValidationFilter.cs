using AccountValidation.Core;

namespace AccountValidation.Service.Engine;

/// <summary>Selects validations for a list.</summary>
public sealed record ValidationFilter
{
    /// <summary>The allowed statuses; empty for all.</summary>
    public IReadOnlyList<ValidationStatus> Statuses { get; init; } = [];

    /// <summary>The allowed causes that a validation waits for; empty for all, finished validations included.</summary>
    public IReadOnlyList<WaitCause> WaitingFor { get; init; } = [];

    /// <summary>The allowed statuses of the callback, null for a validation without callback; empty for all.</summary>
    public IReadOnlyList<CallbackStatus?> CallbackStatuses { get; init; } = [];

    /// <summary>The host of the callback URL, in lower case; null for all.</summary>
    public string? ReceiverHost { get; init; }

    /// <summary>A pair that the metadata must hold; null for all.</summary>
    public MetadataPair? Metadata { get; init; }

    /// <summary>The beginning of the id; null for all.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>Juspay's id of the customer; null for all.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Juspay's id of the customer account; null for all.</summary>
    public string? CustomerAccountId { get; init; }

    /// <summary>The name of the API key that started the validation; null for all.</summary>
    public string? Caller { get; init; }

    /// <summary>The earliest time of acceptance; null for no bound.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>All matching validations were accepted before this time; null for no bound.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>The earliest time of the settlement; null for no bound.</summary>
    public DateTimeOffset? SettledFrom { get; init; }

    /// <summary>All matching validations settled before this time; null for no bound.</summary>
    public DateTimeOffset? SettledTo { get; init; }

    /// <summary>The list begins after this position; null for the beginning.</summary>
    public ListPosition? After { get; init; }

    /// <summary>The most validations of the result.</summary>
    public required int Limit { get; init; }
}

/// <summary>A page of a list.</summary>
/// <param name="Found">The validations, newest first. A page may hold fewer than it may, although more follow.</param>
/// <param name="ContinueAfter">The next page begins after this position; null at the end of the list.</param>
public sealed record ValidationList(IReadOnlyList<Validation> Found, ListPosition? ContinueAfter);

/// <summary>A pair of a validation's metadata.</summary>
/// <param name="Key">The name.</param>
/// <param name="Value">The whole value.</param>
public sealed record MetadataPair(string Key, string Value)
{
    /// <summary>Shows no value: the string may reach a log.</summary>
    public override string ToString() => nameof(MetadataPair);
}

/// <summary>A position in the list: newest first, by id where the times are equal.</summary>
/// <param name="CreatedAt">The time of acceptance, in milliseconds of Unix time.</param>
/// <param name="Id">The validation's id.</param>
public sealed record ListPosition(long CreatedAt, string Id)
{
    private const int TimeOfAnId = 14; // "val_" and the ten characters of a ULID's time
    private const int RestOfAnId = 16;

    /// <summary>
    /// The position that a caller may learn. Another caller's validation may stand at the last read row. So the page
    /// ends at the last validation found. When nothing was found, the position keeps the time of that row, without the
    /// rest of the row's id.
    /// </summary>
    /// <param name="last">The position of the last read row; null when no row was read.</param>
    /// <param name="filter">The filter of the list.</param>
    /// <param name="found">The validations of the page.</param>
    public static ListPosition? ToShow(ListPosition? last, ValidationFilter filter, IReadOnlyList<Validation> found) =>
        (filter.Caller, last, found) switch
        {
            (null, _, _) or (_, null, _) => last,
            (_, _, [.., var own]) => new(own.CreatedAt.ToUnixTimeMilliseconds(), own.Id),
            _ => WithoutRest(last),
        };

    // Z sorts behind every other character of an id: the next page reads again what has the same millisecond.
    private static ListPosition WithoutRest(ListPosition last) =>
        last.Id.Length == TimeOfAnId + RestOfAnId
            ? last with { Id = last.Id[..TimeOfAnId] + new string('Z', RestOfAnId) }
            : last;
}
