namespace AccountValidation.Core;

/// <summary>Why a validation settled other than <c>ACTIVE</c>.</summary>
/// <param name="Code">A stable code of <see cref="ReasonCodes"/>.</param>
/// <param name="Message">An English sentence of the service's own; never a string from outside.</param>
/// <param name="JuspayErrorCode">Juspay's error code; null when Juspay gave no code that can be shown.</param>
public sealed record Reason(string Code, string Message, string? JuspayErrorCode = null);

/// <summary>The stable codes of <see cref="Reason.Code"/>.</summary>
public static class ReasonCodes
{
    /// <summary>Juspay answered that the account failed validation.</summary>
    public const string AccountFailed = "account_failed_validation";

    /// <summary>Juspay does not know the customer account.</summary>
    public const string UnknownAccount = "unknown_account";

    /// <summary>Juspay refused the request for another reason, named by its error code.</summary>
    public const string RequestRefused = "request_refused";

    /// <summary>Before the deadline Juspay said last that the penny drop was under way.</summary>
    public const string NoAnswer = "no_answer";

    /// <summary>A penny drop was sent, its answer was lost, and nothing proved whether it happened.</summary>
    public const string DropUncertain = "penny_drop_uncertain";

    /// <summary>
    /// The account's open penny drop cannot be followed. It went to another Juspay, or under another spelling of the
    /// account's id.
    /// </summary>
    public const string DropElsewhere = "penny_drop_elsewhere";

    /// <summary>Every allowed penny drop was lost before it reached Juspay.</summary>
    public const string AttemptsUsedUp = "attempts_used_up";

    /// <summary>Juspay refused the operator's API key until the deadline.</summary>
    public const string KeyRefused = "juspay_key_refused";

    /// <summary>At the deadline Juspay could not be reached or did not work.</summary>
    public const string JuspayUnavailable = "juspay_unavailable";

    /// <summary>A caller or an operator cancelled the validation.</summary>
    public const string Cancelled = "cancelled";
}
