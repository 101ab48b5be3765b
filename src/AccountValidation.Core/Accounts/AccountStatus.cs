namespace AccountValidation.Core.Accounts;

/// <summary>
/// What Juspay says of a customer account in <c>validation_status</c> (API reference, "Get Customer account").
/// </summary>
public enum AccountStatus
{
    /// <summary>
    /// The account exists and no validation has completed yet. After a penny drop it counts as <see cref="Pending"/>.
    /// </summary>
    Created,

    /// <summary>A penny drop is under way and its result is awaited.</summary>
    Pending,

    /// <summary>The account is valid.</summary>
    Active,

    /// <summary>The account failed validation.</summary>
    Failure,
}
