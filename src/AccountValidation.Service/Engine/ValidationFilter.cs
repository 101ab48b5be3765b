using AccountValidation.Core;

namespace AccountValidation.Service.Engine;

/// <summary>Selects validations for a list.</summary>
public sealed record ValidationFilter
{
    /// <summary>The allowed statuses; empty for all.</summary>
    public IReadOnlyList<ValidationStatus> Statuses { get; init; } = [];

    /// <summary>Juspay's id of the customer; null for all.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Juspay's id of the customer account; null for all.</summary>
    public string? CustomerAccountId { get; init; }

    /// <summary>The earliest time of acceptance; null for no bound.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>All matching validations were accepted before this time; null for no bound.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>The list begins after this position; null for the beginning.</summary>
    public ListPosition? After { get; init; }

    /// <summary>The most validations of the result.</summary>
    public required int Limit { get; init; }
}

/// <summary>A position in the list: newest first, by id where the times are equal.</summary>
/// <param name="CreatedAt">The time of acceptance, in milliseconds of Unix time.</param>
/// <param name="Id">The validation's id.</param>
public sealed record ListPosition(long CreatedAt, string Id);
