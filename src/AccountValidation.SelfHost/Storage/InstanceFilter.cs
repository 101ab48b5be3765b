using AccountValidation.Core;

namespace AccountValidation.SelfHost.Storage;

/// <summary>The filters of the management API that the database's columns can answer.</summary>
internal sealed record InstanceFilter
{
    /// <summary>The beginning of the ids; null for all.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>The earliest time of acceptance; null for all.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>The latest time of acceptance; null for all.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>True for unfinished validations only: an index finds these few among many.</summary>
    public bool OnlyUnfinished { get; init; }

    /// <summary>The page begins after this id; null for the first page.</summary>
    public string? After { get; init; }
}

/// <summary>A page of validations in the order of their ids.</summary>
/// <param name="Found">The validations.</param>
/// <param name="ContinueAfter">The last id read, when more validations may follow; null at the end.</param>
internal sealed record InstancePage(IReadOnlyList<Validation> Found, string? ContinueAfter);
