namespace AccountValidation.Core.Accounts;

/// <summary>One readable answer of Juspay about a customer account.</summary>
/// <param name="Status">Juspay's <c>validation_status</c>.</param>
/// <param name="LastValidated">Juspay's <c>last_validated</c>; null when the field was missing or unreadable.</param>
/// <param name="Details">The account's details, masked.</param>
/// <param name="UnreadDate">A <c>last_validated</c> that is no readable instant, at most 64 characters; null when the
/// date was read or missing. Two such strings are compared as they stand.</param>
public sealed record AccountSnapshot(
    AccountStatus Status, DateTimeOffset? LastValidated, AccountDetails Details, string? UnreadDate = null)
{
    /// <summary>True for <see cref="AccountStatus.Active"/> and <see cref="AccountStatus.Failure"/>.</summary>
    public bool IsSettled => Status is AccountStatus.Active or AccountStatus.Failure;
}
