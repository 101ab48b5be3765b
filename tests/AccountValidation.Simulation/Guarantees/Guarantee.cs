namespace AccountValidation.Simulation.Guarantees;

/// <summary>The guarantees, which hold in every world. The simulation checks each on the wire, in true time.</summary>
internal enum Guarantee
{
    /// <summary>A validation drops at most one penny.</summary>
    OnePenny,

    /// <summary>The service drops no penny while its earlier drop on the account is unanswered or hidden.</summary>
    NoPennyBesideAnOpenDrop,

    /// <summary>
    /// A good check of the same process, made for this POST, precedes it. The POST leaves at most the time-out after
    /// the check's answer.
    /// </summary>
    FreshCheck,

    /// <summary>The check before a POST shows no drop under way.</summary>
    NothingPending,

    /// <summary>
    /// An earlier check showed a settled baseline at least two seconds before the check that precedes the POST.
    /// </summary>
    TwoSeconds,

    /// <summary>Each further POST needs a check that shows the baseline of the first POST.</summary>
    SameBaseline,

    /// <summary>
    /// After an uncertain POST the next POST needs four checks without news. The last of them begins 8 ×
    /// <c>ConfirmAfter</c> after the time-out.
    /// </summary>
    ProvedAbsence,

    /// <summary>No POST follows an uncertain POST when a second drop could show the baseline again.</summary>
    Provable,

    /// <summary>No POST follows a POST that Juspay took.</summary>
    SpentOnce,

    /// <summary>At most <c>Submission:MaxAttempts</c> POSTs end uncertain.</summary>
    MaxAttempts,

    /// <summary>
    /// After Juspay's own 401, 403 or 429 to a POST, the next POST's check begins 8 × <c>ConfirmAfter</c> later.
    /// </summary>
    WaitAfterRefusal,

    /// <summary>A suspended validation drops no penny.</summary>
    NoPennyWhileSuspended,

    /// <summary>No POST leaves after the deadline.</summary>
    NoPennyAfterDeadline,

    /// <summary>No call for a validation leaves before <c>Retry-After</c> is over.</summary>
    RetryAfter,

    /// <summary>Routing id, merchant id and key come from the validation and the settings.</summary>
    RightHeaders,

    /// <summary>
    /// All calls about an account have the same routing id. Another routing id needs a pause of 72 hours.
    /// </summary>
    OneRoutingId,

    /// <summary>No POST goes to another Juspay than the account's open drop.</summary>
    SameJuspay,

    /// <summary>Amount and gateway of a POST are the validation's own.</summary>
    RightForm,

    /// <summary>The stored request is the caller's request.</summary>
    RightRequest,

    /// <summary>The calls at once, and the calls per second, stay within the settings.</summary>
    WithinLimits,

    /// <summary>A reused verdict is at most <c>Submission:ReuseWithin</c> old, and cost no penny.</summary>
    ReusedInTime,

    /// <summary>
    /// Only Juspay's own refusal leads to <c>REJECTED</c>, and never after a penny that may have been dropped.
    /// </summary>
    RejectedByJuspay,

    /// <summary>The caller receives Juspay's last word on the account.</summary>
    SaidByJuspay,

    /// <summary>A verdict belongs to a penny dropped since the start, or shown only since the start.</summary>
    TrueVerdict,

    /// <summary>No validation expires after Juspay has shown its answer.</summary>
    NotExpiredWhenAnswered,

    /// <summary>No validation expires unpaid after many checks in a row allowed the penny.</summary>
    PaidWhenAllowed,

    /// <summary>
    /// A copy starts only with the operator's word. Then no POST leaves for the time-out and 8 × <c>ConfirmAfter</c>.
    /// No POST leaves for an account whose lost penny checks show.
    /// </summary>
    RestorePaysNotTwice,
}
