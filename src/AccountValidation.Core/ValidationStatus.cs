namespace AccountValidation.Core;

/// <summary>
/// Where a validation stands, as its caller sees it. Every status but <see cref="Pending"/> is terminal.
/// </summary>
public enum ValidationStatus
{
    /// <summary>Accepted; no answer yet.</summary>
    Pending,

    /// <summary>Juspay: the account is valid.</summary>
    Active,

    /// <summary>Juspay: the account failed validation.</summary>
    Failure,

    /// <summary>Juspay refused the request itself.</summary>
    Rejected,

    /// <summary>No answer before the deadline.</summary>
    Expired,

    /// <summary>Stopped on request.</summary>
    Cancelled,
}
