using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using Azure;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>An account as it is stored: what is kept of it (rule 1), and its lock.</summary>
/// <param name="Partition">Its partition: the account id in lower case, one for all spellings.</param>
public sealed record AccountRecord(string Partition)
{
    /// <summary>What is kept of the account.</summary>
    public Account Account { get; init; } = Account.Unknown;

    /// <summary>The one unsettled validation that may pay; null when there is none.</summary>
    public string? LockedBy { get; init; }

    /// <summary>
    /// Unsettled validations that an earlier version started for other spellings of the id, beside the lock's holder.
    /// Each may take the lock once it is free.
    /// </summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>The version that was read; default when there is no row yet.</summary>
    public ETag Read { get; init; }

    /// <summary>
    /// True when a validation may intend a penny drop now: it has the lock or may take it, and the open penny drop is
    /// not one that it does not know.
    /// </summary>
    public bool MayPay(Validation validation, DateTimeOffset now) =>
        (LockedBy == validation.Id || (LockedBy is null && Beside.Contains(validation.Id)))
        && (UnknownTo(validation, now) is not { } unknown || unknown.Drop.ValidationId == validation.Id);

    /// <summary>The record once a validation holds the lock, as it is when it enters or intends a penny drop.</summary>
    public AccountRecord LockedFor(Validation validation, DateTimeOffset now) =>
        this with { Account = Kept(validation, now), LockedBy = validation.Id, Beside = Without(validation.Id) };

    /// <summary>The record without a lock of this validation, and with another account when one is given.</summary>
    public AccountRecord Unlocked(string validationId, Account? account = null) =>
        LockedBy == validationId ? this with { Account = account ?? Account, LockedBy = null } : this;

    /// <summary>
    /// The record once a validation has settled. The very same one when that was taken down before, or is not the
    /// account's.
    /// </summary>
    /// <param name="before">The validation as its row has it.</param>
    /// <param name="settled">The validation as it settles.</param>
    /// <param name="now">The time.</param>
    public AccountRecord Settled(Validation before, Validation settled, DateTimeOffset now)
    {
        // The lock is given back in the same write: without it, and without an open penny drop of its own, it has been
        // taken down.
        var holds = LockedBy == settled.Id || Beside.Contains(settled.Id);
        var isOwn = Account.OpenDrop?.Drop.ValidationId == settled.Id;
        var kept = (holds || isOwn) && AccountRules.Concerns(Account, LockedBy, before) ? Kept(settled, now) : Account;
        return holds || kept != Account
            ? this with
            {
                Account = kept,
                LockedBy = LockedBy == settled.Id ? null : LockedBy,
                Beside = Without(settled.Id),
            }
            : this;
    }

    /// <summary>
    /// The open penny drop when a validation neither began it nor follows it, as far as it knows; null when there is
    /// none.
    /// </summary>
    public OpenDrop? UnknownTo(Validation validation, DateTimeOffset now) =>
        Account.OpenDrop is { } open
        && !(validation.Drop?.At >= open.Drop.At)
        && now - open.Drop.At < Account.LongestOpen
            ? open
            : null;

    /// <summary>
    /// The account with what a validation knows of it. A penny drop that it does not know of stays open.
    /// </summary>
    private Account Kept(Validation validation, DateTimeOffset now) =>
        AccountRules.Keep(Account, validation) is var kept && UnknownTo(validation, now) is { } unknown
            ? kept with
            {
                OpenDrop = unknown,
            }
            : kept;

    private IReadOnlyList<string> Without(string validationId) =>
        Beside.Contains(validationId) ? [.. Beside.Where(id => id != validationId)] : Beside;
}
