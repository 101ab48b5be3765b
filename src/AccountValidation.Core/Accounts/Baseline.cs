namespace AccountValidation.Core.Accounts;

/// <summary>
/// The state of the account before the penny drop. A later check that shows <see cref="News"/> proves that a drop
/// happened. Checks that show the same can prove, after the whole confirm schedule, that no drop happened.
/// </summary>
/// <param name="Status">The status seen before the drop.</param>
/// <param name="LastValidated">The <c>last_validated</c> seen before the drop; null when the field was missing or
/// unreadable.</param>
/// <param name="UnreadDate">A <c>last_validated</c> that is no readable instant; null when the date was read or
/// missing.</param>
public sealed record Baseline(AccountStatus Status, DateTimeOffset? LastValidated, string? UnreadDate = null)
{
    /// <summary>
    /// False where a new drop with the same result may leave the account unchanged: no number of checks proves anything
    /// then. For a failure, no document says that a second failure moves the date. For an active account, the date may
    /// be missing or unreadable, and such a string may never change.
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
            // A missing date says nothing, so it must not count towards absence either.
            (true, false) when Status == seen.Status => News.Behind,
            (false, true) => News.New,
            _ when LastValidated is { } before && seen.LastValidated is { } after =>
                after > before ? News.New : after < before ? News.Behind : atTheSameDate,
            (true, true) when LastValidated != seen.LastValidated || UnreadDate != seen.UnreadDate => News.New,
            _ => atTheSameDate,
        };
    }
}

/// <summary>The result of comparing a check with the baseline of a penny drop.</summary>
public enum News
{
    /// <summary>Something has happened since the baseline: a drop is under way, or a drop has settled.</summary>
    New,

    /// <summary>The account is exactly as before.</summary>
    Same,

    /// <summary>
    /// The check shows an older state, or less than was known: a replica is behind. The check counts as failed.
    /// </summary>
    Behind,
}
