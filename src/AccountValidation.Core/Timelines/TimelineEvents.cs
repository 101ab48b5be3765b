namespace AccountValidation.Core.Timelines;

/// <summary>The names of events as they appear in a timeline.</summary>
public static class TimelineEvents
{
    /// <summary>The request was accepted.</summary>
    public const string Accepted = "accepted";

    /// <summary>Juspay answered a check; the detail is the status.</summary>
    public const string Checked = "account-checked";

    /// <summary>A check failed; the detail is the cause.</summary>
    public const string CheckFailed = "account-check-failed";

    /// <summary>The account had an open drop, and the validation follows it.</summary>
    public const string Adopted = "penny-drop-adopted";

    /// <summary>The intent to drop a penny became durable; the detail is the attempt's number.</summary>
    public const string DropIntended = "penny-drop-intended";

    /// <summary>Juspay answered the penny drop; the detail is the status.</summary>
    public const string DropAnswered = "penny-drop-answered";

    /// <summary>
    /// The end of a penny drop is known, but is no answer here. The validation had settled, or the drop was sent under
    /// another customer id.
    /// </summary>
    public const string DropEnded = "penny-drop-ended";

    /// <summary>Juspay certainly did not accept the penny drop; the detail is the cause.</summary>
    public const string DropNotAccepted = "penny-drop-not-accepted";

    /// <summary>The penny drop may or may not have happened; the detail is the cause.</summary>
    public const string DropUncertain = "penny-drop-uncertain";

    /// <summary>A check that differed from the baseline proved that the drop happened.</summary>
    public const string DropSeen = "penny-drop-seen";

    /// <summary>All confirm checks equalled the baseline: the drop did not happen.</summary>
    public const string DropAbsent = "penny-drop-proved-absent";

    /// <summary>The confirm checks could not prove whether the drop happened.</summary>
    public const string DropNotProved = "penny-drop-not-proved";

    /// <summary>Juspay refused the operator's key; the service holds the call and retries it.</summary>
    public const string KeyRefused = "juspay-key-refused";

    /// <summary>A caller requested that the next check come now.</summary>
    public const string CheckRequested = "check-requested";

    /// <summary>A caller requested a cancel.</summary>
    public const string CancelRequested = "cancel-requested";

    /// <summary>Juspay sent a notification, and the next check comes sooner.</summary>
    public const string Notified = "juspay-notified";

    /// <summary>An operator holds the validation.</summary>
    public const string Suspended = "suspended";

    /// <summary>An operator lets the validation go on.</summary>
    public const string Resumed = "resumed";

    /// <summary>The validation settled; the detail is the status.</summary>
    public const string Settled = "settled";

    /// <summary>The receiver answered 2xx; the detail is its HTTP status.</summary>
    public const string CallbackDelivered = "callback-delivered";

    /// <summary>An attempt to deliver the callback failed; the detail is the HTTP status or the cause.</summary>
    public const string CallbackFailed = "callback-attempt-failed";

    /// <summary>The callback went to the dead letters; the detail says why.</summary>
    public const string CallbackDeadLettered = "callback-dead-lettered";

    /// <summary>A caller requested another delivery of the callback.</summary>
    public const string RedeliveryRequested = "callback-redelivery-requested";

    /// <summary>Stands for lines that gave way to later lines.</summary>
    public const string Omitted = "omitted";
}
