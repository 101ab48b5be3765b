namespace AccountValidation.Core;

/// <summary>
/// What a store may have forgotten (rule 8): penny drops that were made after a copy of it, or of its machine, was
/// taken. It is no part of any stored state; the store adds it to every validation that it reads.
/// </summary>
/// <param name="Windows">The times in which it may have been used without knowing it now.</param>
/// <param name="PaysFrom">Nothing is paid before this time, so that checks show what was forgotten; null when nothing
/// holds a penny back.</param>
public sealed record StoreDoubt(IReadOnlyList<DoubtWindow> Windows, DateTimeOffset? PaysFrom = null)
{
    /// <summary>
    /// A validation that is accepted within this time after a start is paid only with that start's window in mind.
    /// </summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(72);

    /// <summary>A store that has forgotten nothing.</summary>
    public static StoreDoubt None { get; } = new([]);
}

/// <summary>A time in which a store may have been used without knowing it now.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended.</param>
/// <param name="Until">It counts for validations that were accepted before this time.</param>
public sealed record DoubtWindow(DateTimeOffset From, DateTimeOffset To, DateTimeOffset Until);
