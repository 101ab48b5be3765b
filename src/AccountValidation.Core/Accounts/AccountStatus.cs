namespace AccountValidation.Core.Accounts;

/// <summary>The values of Juspay's <c>validation_status</c> (API reference, "Get Customer account").</summary>
public enum AccountStatus
{
    /// <summary>
    /// The account exists and no validation has completed yet. After a penny drop the status counts as
    /// <see cref="Pending"/>.
    /// </summary>
    Created,

    /// <summary>A penny drop is under way; its result is not known yet.</summary>
    Pending,

    /// <summary>The account is valid.</summary>
    Active,

    /// <summary>The account failed validation.</summary>
    Failure,
}
