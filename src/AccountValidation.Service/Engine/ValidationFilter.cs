using AccountValidation.Core;

namespace AccountValidation.Service.Engine;

/// <summary>Which validations are listed.</summary>
public sealed record ValidationFilter
{
    /// <summary>Only these statuses; empty for all.</summary>
    public IReadOnlyList<ValidationStatus> Statuses { get; init; } = [];

    /// <summary>Only this customer.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Only this customer account.</summary>
    public string? CustomerAccountId { get; init; }

    /// <summary>Only those accepted at this time or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only those accepted before this time.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Only those that come after this one in the order of the list.</summary>
    public ListPosition? After { get; init; }

    /// <summary>How many at most.</summary>
    public required int Limit { get; init; }
}

/// <summary>A place in the list: newest first, by id where the time is the same.</summary>
/// <param name="CreatedAt">When the validation at this place was accepted, in milliseconds of Unix time.</param>
/// <param name="Id">Its id.</param>
public sealed record ListPosition(long CreatedAt, string Id);
