namespace AccountValidation.Core;

/// <summary>The cause that an unfinished validation waits for.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Since">When the validation began to wait for this cause.</param>
/// <param name="Rule">The rule that chose the time of the next step; null when no step is planned.</param>
public sealed record WaitingFor(WaitCause Cause, DateTimeOffset Since, WaitRule? Rule);

/// <summary>What an unfinished validation waits for.</summary>
public enum WaitCause
{
    /// <summary>The next call to Juspay has had no failure and waits for its turn.</summary>
    Permit,

    /// <summary>The intent to drop a penny is durable, and the end of the call is not known yet.</summary>
    PennyDrop,

    /// <summary>A penny drop is under way at Juspay, and checks wait for its answer.</summary>
    JuspayAnswer,

    /// <summary>Nothing proves yet whether a penny drop happened; confirm checks find out.</summary>
    UncertainDrop,

    /// <summary>Juspay refused the service's API key at the last call.</summary>
    KeyRefused,

    /// <summary>Juspay answered the last call with 429.</summary>
    JuspayThrottled,

    /// <summary>The last call reached no Juspay, or no complete answer came in time.</summary>
    JuspayUnreachable,

    /// <summary>The last answer was not Juspay's, was an error of Juspay, or could not be read.</summary>
    JuspayFailing,

    /// <summary>Juspay refused the last call. A second refusal decides.</summary>
    SecondRefusal,

    /// <summary>The last answer was older than what is known: a replica of Juspay is behind.</summary>
    ReplicaBehind,

    /// <summary>The account's open penny drop went to another Juspay.</summary>
    DropElsewhere,

    /// <summary>The account's open penny drop went under another spelling of the account's id.</summary>
    OtherSpelling,

    /// <summary>Another validation holds the account's lock.</summary>
    AccountLock,

    /// <summary>The store may have forgotten penny drops, and no penny leaves before a time.</summary>
    WindowOfDoubt,

    /// <summary>A preset forbids checks now.</summary>
    PresetHours,

    /// <summary>The validation has settled, and its callback is not delivered yet.</summary>
    Receiver,

    /// <summary>The callback's dead letter could not be handed over yet.</summary>
    DeadLetterQueue,

    /// <summary>An operator holds the validation.</summary>
    Suspended,
}

/// <summary>The rule that chose the time of a next step.</summary>
public enum WaitRule
{
    /// <summary>The step is due at once.</summary>
    AtOnce,

    /// <summary>The back-off of <c>Recheck</c>, or of the hand-over to the dead letters.</summary>
    BackOff,

    /// <summary>Juspay asked for the wait with <c>Retry-After</c>.</summary>
    RetryAfter,

    /// <summary>The schedule of the confirm checks.</summary>
    ConfirmSchedule,

    /// <summary>The preset of <c>Recheck:Preset</c> moved the check.</summary>
    Preset,

    /// <summary>The validation's deadline comes before the planned check.</summary>
    Deadline,

    /// <summary>No penny leaves before the end of a wait after a restore.</summary>
    WindowOfDoubt,

    /// <summary>A caller or an operator requested a check.</summary>
    CheckRequest,

    /// <summary>A notification of Juspay brought the check forward.</summary>
    Notification,

    /// <summary>The callback's schedule, or the receiver's <c>Retry-After</c>.</summary>
    CallbackSchedule,
}
