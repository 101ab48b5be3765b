using AccountValidation.Core;
using AccountValidation.Core.Lifecycles;
using Azure;

namespace AccountValidation.AzureEngine.Tables;

/// <summary>A stored account: its facts (rule 1) and its lock.</summary>
/// <param name="Partition">The partition: the account id in lower case, the same for all spellings.</param>
public sealed record AccountRecord(string Partition)
{
    /// <summary>The facts of the account.</summary>
    public Account Account { get; init; } = Account.Unknown;

    /// <summary>The unsettled validation that alone may pay; null when nobody holds the lock.</summary>
    public string? LockedBy { get; init; }

    /// <summary>
    /// Unsettled validations that an earlier version started for other spellings of the id, next to the lock's holder.
    /// Each may take the lock once it is free.
    /// </summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>The version that was read; the default when no row exists yet.</summary>
    public ETag Read { get; init; }

    /// <summary>
    /// True when a validation may intend a penny drop now. It holds the lock or may take it, and it knows the account's
    /// open drop, if any.
    /// </summary>
    public bool MayPay(Validation validation, DateTimeOffset now) =>
        (LockedBy == validation.Id || (LockedBy is null && Beside.Contains(validation.Id)))
        && (UnknownTo(validation, now) is not { } unknown || unknown.Drop.ValidationId == validation.Id);

    /// <summary>
    /// The record when a validation holds the lock: when it enters, and when it intends a penny drop.
    /// </summary>
    public AccountRecord LockedFor(Validation validation, DateTimeOffset now) =>
        this with { Account = Kept(validation, now), LockedBy = validation.Id, Beside = Without(validation.Id) };

    /// <summary>The record without this validation's lock, and with the given account, if any.</summary>
    public AccountRecord Unlocked(string validationId, Account? account = null) =>
        LockedBy == validationId ? this with { Account = account ?? Account, LockedBy = null } : this;

    /// <summary>
    /// The record after a validation has settled. The same instance when the record already holds the settlement, or
    /// when the settlement does not concern the account.
    /// </summary>
    /// <param name="before">The validation as its row holds it.</param>
    /// <param name="settled">The settling validation.</param>
    /// <param name="now">The time.</param>
    public AccountRecord Settled(Validation before, Validation settled, DateTimeOffset now)
    {
        // The same write frees the lock. Without the lock and an open drop of its own, the settlement has been written
        // before.
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
    /// The open drop, if the validation neither began nor follows it as far as it knows; null otherwise.
    /// </summary>
    public OpenDrop? UnknownTo(Validation validation, DateTimeOffset now) =>
        Account.OpenDrop is { } open
        && !(validation.Drop?.At >= open.Drop.At)
        && now - open.Drop.At < Account.LongestOpen
            ? open
            : null;

    /// <summary>
    /// The account with the facts that a validation knows. A penny drop unknown to the validation stays open.
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
