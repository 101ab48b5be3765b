using System.Globalization;

namespace AccountValidation.Core.Accounts;

/// <summary>
/// The fixed vocabulary of why a call to Juspay gave no answer. It appears in timelines, so it never holds text from
/// outside.
/// </summary>
public static class ReplyCauses
{
    /// <summary>No connection was established.</summary>
    public const string ConnectionRefused = "connection_refused";

    /// <summary>The host name did not resolve.</summary>
    public const string NameNotFound = "name_not_found";

    /// <summary>A proxy refused to open the tunnel to Juspay: nothing was sent through it.</summary>
    public const string ProxyRefused = "proxy_refused";

    /// <summary>The circuit breaker is open: Juspay failed too often a moment ago.</summary>
    public const string CircuitOpen = "circuit_open";

    /// <summary>The check before the penny drop was too old when the POST was to leave: nothing was sent.</summary>
    public const string SendTimeOver = "send_time_over";

    /// <summary>Juspay's own 429: too many calls.</summary>
    public const string Throttled = "http_429";

    /// <summary>The answer shows less, or an older state, than an earlier one did: a replica is behind.</summary>
    public const string AnswerBehind = "answer_behind";

    /// <summary>No complete answer within the time-out.</summary>
    public const string TimeOut = "time_out";

    /// <summary>The connection broke before a complete answer was read.</summary>
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
    /// Nothing was asked: the account's open penny drop went to another Juspay, or under another merchant id, than
    /// today's settings name.
    /// </summary>
    public const string OtherJuspay = "drop_at_other_juspay";

    /// <summary>Nothing was asked: the account's open penny drop was sent under another spelling of its id.</summary>
    public const string OtherAccountId = "drop_under_other_id";

    /// <summary>Nothing was sent: another validation of the account holds its lock.</summary>
    public const string AccountLocked = "account_locked";

    /// <summary>
    /// A penny drop that was begun and not seen to its end, because the process stopped in the middle.
    /// </summary>
    public const string Interrupted = "interrupted";

    /// <summary>An HTTP status that has no better name, such as <c>http_503</c>.</summary>
    public static string Http(int status) => string.Create(CultureInfo.InvariantCulture, $"http_{status}");

    /// <summary>
    /// An HTTP status that only counts when Juspay sent it, with a body that is not Juspay's error object: a gateway,
    /// a filter or a proxy answered. Such as <c>http_403_not_juspay</c>.
    /// </summary>
    public static string NotJuspays(int status) =>
        string.Create(CultureInfo.InvariantCulture, $"http_{status}_not_juspay");
}
