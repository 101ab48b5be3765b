using System.Globalization;

namespace AccountValidation.Core.Accounts;

/// <summary>
/// The fixed vocabulary of why a call to Juspay gave no answer. Timelines show it, so no cause holds a string from
/// outside.
/// </summary>
public static class ReplyCauses
{
    /// <summary>No connection was established.</summary>
    public const string ConnectionRefused = "connection_refused";

    /// <summary>The host name did not resolve.</summary>
    public const string NameNotFound = "name_not_found";

    /// <summary>A proxy refused to open the tunnel to Juspay, so the client sent nothing through it.</summary>
    public const string ProxyRefused = "proxy_refused";

    /// <summary>The circuit breaker is open because Juspay failed too often in the last moments.</summary>
    public const string CircuitOpen = "circuit_open";

    /// <summary>
    /// The check before the penny drop was too old when the POST was to leave: the client sent nothing.
    /// </summary>
    public const string SendTimeOver = "send_time_over";

    /// <summary>Juspay's own 429: too many calls.</summary>
    public const string Throttled = "http_429";

    /// <summary>The answer shows less than an earlier answer did, or an older state: a replica is behind.</summary>
    public const string AnswerBehind = "answer_behind";

    /// <summary>No complete answer came within the time-out.</summary>
    public const string TimeOut = "time_out";

    /// <summary>The connection broke before the client had read a complete answer.</summary>
    public const string ConnectionBroken = "connection_broken";

    /// <summary>A 200 whose body is not the documented JSON.</summary>
    public const string UnreadableAnswer = "unreadable_answer";

    /// <summary>A 200 whose body is larger than the bound.</summary>
    public const string AnswerTooLarge = "answer_too_large";

    /// <summary>A 200 whose <c>validation_status</c> is missing or unknown.</summary>
    public const string UnknownStatus = "unknown_status";

    /// <summary>A 200 whose <c>id</c> names another customer account.</summary>
    public const string OtherAccount = "other_account";

    /// <summary>
    /// No call was made: the account's open drop went to another Juspay or merchant id than the settings name.
    /// </summary>
    public const string OtherJuspay = "drop_at_other_juspay";

    /// <summary>No call was made: the account's open drop was sent under another spelling of the account id.</summary>
    public const string OtherAccountId = "drop_under_other_id";

    /// <summary>No call was made: another validation of the account holds its lock.</summary>
    public const string AccountLocked = "account_locked";

    /// <summary>A penny drop began, and the process stopped before it saw the end.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>An HTTP status without a better name, such as <c>http_503</c>.</summary>
    public static string Http(int status) => string.Create(CultureInfo.InvariantCulture, $"http_{status}");

    /// <summary>
    /// An HTTP status that counts only when Juspay sent it, with a body that is not Juspay's error object. A gateway, a
    /// filter or a proxy answered. Such as <c>http_403_not_juspay</c>.
    /// </summary>
    public static string NotJuspays(int status) =>
        string.Create(CultureInfo.InvariantCulture, $"http_{status}_not_juspay");
}
