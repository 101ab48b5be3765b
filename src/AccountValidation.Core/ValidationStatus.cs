namespace AccountValidation.Core;

/// <summary>
/// The status of a validation as its caller sees it. Every status except <see cref="Pending"/> is terminal.
/// </summary>
public enum ValidationStatus
{
    /// <summary>The service accepted the request; no answer has come yet.</summary>
    Pending,

    /// <summary>Juspay: the account is valid.</summary>
    Active,

    /// <summary>Juspay: the account failed validation.</summary>
    Failure,

    /// <summary>Juspay refused the request itself.</summary>
    Rejected,

    /// <summary>No answer came before the deadline.</summary>
    Expired,

    /// <summary>A caller or an operator cancelled the validation.</summary>
    Cancelled,
}
