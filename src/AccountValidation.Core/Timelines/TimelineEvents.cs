namespace AccountValidation.Core.Timelines;

/// <summary>The names of what can happen to a validation, as they appear in its timeline.</summary>
public static class TimelineEvents
{
    /// <summary>The request was accepted.</summary>
    public const string Accepted = "accepted";

    /// <summary>A check was answered; the detail is the status seen.</summary>
    public const string Checked = "account-checked";

    /// <summary>A check failed; the detail is the cause.</summary>
    public const string CheckFailed = "account-check-failed";

    /// <summary>A penny drop of the account was open already and is followed.</summary>
    public const string Adopted = "penny-drop-adopted";

    /// <summary>The intent to drop a penny became durable; the detail is the attempt's number.</summary>
    public const string DropIntended = "penny-drop-intended";

    /// <summary>Juspay answered the penny drop; the detail is the status.</summary>
    public const string DropAnswered = "penny-drop-answered";

    /// <summary>
    /// What became of a penny drop was learnt, and is no answer here: the validation had settled, or the drop was sent
    /// under another customer id.
    /// </summary>
    public const string DropEnded = "penny-drop-ended";

    /// <summary>The penny drop was certainly not accepted; the detail is the cause.</summary>
    public const string DropNotAccepted = "penny-drop-not-accepted";

    /// <summary>The penny drop may or may not have happened; the detail is the cause.</summary>
    public const string DropUncertain = "penny-drop-uncertain";

    /// <summary>A check that differed from the one before the drop proved that it happened.</summary>
    public const string DropSeen = "penny-drop-seen";

    /// <summary>All confirm checks equalled the one before the drop: it did not happen.</summary>
    public const string DropAbsent = "penny-drop-proved-absent";

    /// <summary>The confirm checks could not prove whether the drop happened.</summary>
    public const string DropNotProved = "penny-drop-not-proved";

    /// <summary>Juspay refused the operator's key; the call is held and tried again.</summary>
    public const string KeyRefused = "juspay-key-refused";

    /// <summary>Somebody asked for the next check to come now.</summary>
    public const string CheckRequested = "check-requested";

    /// <summary>Somebody asked to cancel.</summary>
    public const string CancelRequested = "cancel-requested";

    /// <summary>Juspay sent a notification, and the next check comes sooner for it.</summary>
    public const string Notified = "juspay-notified";

    /// <summary>An operator holds the validation.</summary>
    public const string Suspended = "suspended";

    /// <summary>An operator lets the validation go on.</summary>
    public const string Resumed = "resumed";

    /// <summary>The validation settled; the detail is the status.</summary>
    public const string Settled = "settled";

    /// <summary>The receiver took the callback; the detail is its HTTP status.</summary>
    public const string CallbackDelivered = "callback-delivered";

    /// <summary>An attempt to deliver the callback failed; the detail is the HTTP status or the cause.</summary>
    public const string CallbackFailed = "callback-attempt-failed";

    /// <summary>The callback went to the dead letters; the detail says why.</summary>
    public const string CallbackDeadLettered = "callback-dead-lettered";

    /// <summary>Somebody asked for the callback to be delivered again.</summary>
    public const string RedeliveryRequested = "callback-redelivery-requested";

    /// <summary>Stands for lines that gave way to later ones.</summary>
    public const string Omitted = "omitted";
}
