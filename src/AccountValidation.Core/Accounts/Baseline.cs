namespace AccountValidation.Core.Accounts;

/// <summary>
/// What the look before the penny drop showed. A later look that differs proves that the drop happened; looks that equal
/// it can, after the whole confirm schedule, prove that it did not.
/// </summary>
/// <param name="Status">The status seen before the drop.</param>
/// <param name="LastValidated">The <c>last_validated</c> seen before the drop.</param>
public sealed record Baseline(AccountStatus Status, DateTimeOffset? LastValidated)
{
    /// <summary>True when an earlier validation had settled: then an equal look may be stale, and is no answer.</summary>
    public bool IsSettled => Status is AccountStatus.Active or AccountStatus.Failure;

    /// <summary>
    /// False for a settled baseline without a date: a new drop with the same result would look exactly the same, so
    /// no number of equal looks proves anything.
    /// </summary>
    public bool CanProveAbsence => !IsSettled || LastValidated is not null;

    /// <summary>The baseline that a look before the drop gives.</summary>
    public static Baseline Of(AccountSnapshot snapshot) => new(snapshot.Status, snapshot.LastValidated);

    /// <summary>True when <paramref name="snapshot"/> shows nothing new since before the drop.</summary>
    public bool IsShownBy(AccountSnapshot snapshot) => Status == snapshot.Status && LastValidated == snapshot.LastValidated;
}
