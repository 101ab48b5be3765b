using AccountValidation.Core;

namespace AccountValidation.SelfHost.Storage;

/// <summary>Which validations the management API asks for, as far as the database's columns tell.</summary>
internal sealed record InstanceFilter
{
    /// <summary>Only ids that begin so; null for all.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>Only those accepted at this time or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only those accepted at this time or earlier.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Only those for which something is left to do: few among many, so they have an index.</summary>
    public bool OnlyUnfinished { get; init; }

    /// <summary>Only ids that come after this one.</summary>
    public string? After { get; init; }
}

/// <summary>Validations in the order of their ids.</summary>
/// <param name="Found">Them.</param>
/// <param name="ContinueAfter">The last id that was read when there may be more; null when there are none.</param>
internal sealed record InstancePage(IReadOnlyList<Validation> Found, string? ContinueAfter);
