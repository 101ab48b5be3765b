namespace AccountValidation.Core.Accounts;

/// <summary>
/// What the check before the penny drop showed. A later check that shows <see cref="News"/> proves that a drop
/// happened; checks that show the same can, after the whole confirm schedule, prove that it did not.
/// </summary>
/// <param name="Status">The status seen before the drop.</param>
/// <param name="LastValidated">The <c>last_validated</c> seen before the drop; null when it was missing or
/// unreadable.</param>
/// <param name="UnreadDate">The text of a <c>last_validated</c> that could not be read; null when it was read or
/// missing.</param>
public sealed record Baseline(AccountStatus Status, DateTimeOffset? LastValidated, string? UnreadDate = null)
{
    /// <summary>
    /// False where a new drop with the same result may look exactly the same, so that no number of checks proves
    /// anything: for a failure, since nothing says that a second one moves the date, and for an active account whose
    /// date is missing or cannot be read: such a text may be the same for ever.
    /// </summary>
    public bool CanProveAbsence => Status switch
    {
        AccountStatus.Failure => false,
        AccountStatus.Active => LastValidated is not null,
        _ => true,
    };

    private bool HasDate => LastValidated is not null || UnreadDate is not null;

    /// <summary>The baseline that a check before the drop gives.</summary>
    public static Baseline Of(AccountSnapshot snapshot) =>
        new(snapshot.Status, snapshot.LastValidated, snapshot.UnreadDate);

    /// <summary>Compares what a check shows with the baseline.</summary>
    public News NewsIn(AccountSnapshot seen) => (Status, seen.Status) switch
    {
        (_, AccountStatus.Pending) => seen.LastValidated < LastValidated ? News.Behind : News.New,
        (AccountStatus.Created, AccountStatus.Created) => News.Same,
        (_, AccountStatus.Created) => News.Behind,
        _ => NewsByDate(Of(seen)),
    };

    private News NewsByDate(Baseline seen)
    {
        var atTheSameDate = Status == seen.Status ? News.Same : News.New;
        return (HasDate, seen.HasDate) switch
        {
            // A date that has vanished says nothing, so it must not count towards absence either.
            (true, false) when Status == seen.Status => News.Behind,
            (false, true) => News.New,
            _ when LastValidated is { } before && seen.LastValidated is { } after =>
                after > before ? News.New : after < before ? News.Behind : atTheSameDate,
            (true, true) when LastValidated != seen.LastValidated || UnreadDate != seen.UnreadDate => News.New,
            _ => atTheSameDate,
        };
    }
}

/// <summary>What a check says about a penny drop, compared with what was known before it.</summary>
public enum News
{
    /// <summary>Something has happened since: a drop is under way, or it has settled.</summary>
    New,

    /// <summary>The account looks exactly as before.</summary>
    Same,

    /// <summary>An older state, or less than was known: a replica behind. The check counts as failed.</summary>
    Behind,
}
