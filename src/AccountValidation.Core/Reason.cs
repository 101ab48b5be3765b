namespace AccountValidation.Core;

/// <summary>Why a validation settled other than <c>ACTIVE</c>.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Message">One English sentence of our own; never text from outside.</param>
/// <param name="JuspayErrorCode">Juspay's error code, when it gave one that can be shown; null otherwise.</param>
public sealed record Reason(string Code, string Message, string? JuspayErrorCode = null);

/// <summary>The stable codes of <see cref="Reason.Code"/>.</summary>
public static class ReasonCodes
{
    /// <summary>Juspay answered that the account failed validation.</summary>
    public const string AccountFailed = "account_failed_validation";

    /// <summary>Juspay does not know the customer account.</summary>
    public const string UnknownAccount = "unknown_account";

    /// <summary>Juspay refused the request for another reason; its error code says which.</summary>
    public const string RequestRefused = "request_refused";

    /// <summary>Juspay's last word before the deadline was that the penny drop is under way.</summary>
    public const string NoAnswer = "no_answer";

    /// <summary>A penny drop went out, its answer was lost, and nothing proved whether it happened.</summary>
    public const string DropUncertain = "penny_drop_uncertain";

    /// <summary>
    /// The account's open penny drop cannot be followed: it went to another Juspay, or under another spelling of the
    /// account's id.
    /// </summary>
    public const string DropElsewhere = "penny_drop_elsewhere";

    /// <summary>Every allowed penny drop got lost before it reached Juspay.</summary>
    public const string AttemptsUsedUp = "attempts_used_up";

    /// <summary>Juspay refused the operator's API key until the deadline.</summary>
    public const string KeyRefused = "juspay_key_refused";

    /// <summary>Juspay could not be reached or did not work when the deadline came.</summary>
    public const string JuspayUnavailable = "juspay_unavailable";

    /// <summary>The validation was cancelled on request.</summary>
    public const string Cancelled = "cancelled";
}
