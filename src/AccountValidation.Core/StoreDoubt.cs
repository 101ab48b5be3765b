namespace AccountValidation.Core;

/// <summary>
/// Penny drops that a store may have forgotten (rule 8): drops that were made after somebody copied the store or its
/// machine. No stored state holds this doubt; the store adds it to every validation that it reads.
/// </summary>
/// <param name="Windows">The times in which somebody may have used the store, and the store does not know.</param>
/// <param name="PaysFrom">No penny is dropped before this time, so that checks can show forgotten drops. Null when
/// nothing holds a penny back.</param>
public sealed record StoreDoubt(IReadOnlyList<DoubtWindow> Windows, DateTimeOffset? PaysFrom = null)
{
    /// <summary>
    /// The window of a start holds for validations that are accepted within this time after the start.
    /// </summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(72);

    /// <summary>A store that has forgotten nothing.</summary>
    public static StoreDoubt None { get; } = new([]);
}

/// <summary>A time in which somebody may have used the store, and the store does not know.</summary>
/// <param name="From">When the window began.</param>
/// <param name="To">When the window ended.</param>
/// <param name="Until">The window counts for validations that were accepted before this time.</param>
public sealed record DoubtWindow(DateTimeOffset From, DateTimeOffset To, DateTimeOffset Until);
