namespace AccountValidation.Simulation.Guarantees;

/// <summary>What must hold whatever happens. Each is checked on the wire, in true time.</summary>
internal enum Guarantee
{
    /// <summary>One validation drops at most one penny.</summary>
    OnePenny,

    /// <summary>
    /// No penny is dropped while an earlier one of the service on the account is unanswered or hidden.
    /// </summary>
    NoPennyBesideAnOpenDrop,

    /// <summary>
    /// A POST leaves at most the time-out after the answer to a good check, made for it in the same process.
    /// </summary>
    FreshCheck,

    /// <summary>That check does not show a drop under way.</summary>
    NothingPending,

    /// <summary>A settled baseline was shown by a check at least two seconds before that check.</summary>
    TwoSeconds,

    /// <summary>Once a POST has left, the next one needs a check that shows the first one's baseline.</summary>
    SameBaseline,

    /// <summary>
    /// After an uncertain POST the next one needs four checks without news, the last 8 × <c>ConfirmAfter</c> after
    /// the time-out.
    /// </summary>
    ProvedAbsence,

    /// <summary>No POST follows an uncertain one where a second drop may look like the baseline.</summary>
    Provable,

    /// <summary>No POST follows one that Juspay took.</summary>
    SpentOnce,

    /// <summary>At most <c>Submission:MaxAttempts</c> POSTs end uncertain.</summary>
    MaxAttempts,

    /// <summary>
    /// After Juspay's own 401, 403 or 429 to a POST the next one's check begins 8 × <c>ConfirmAfter</c> later.
    /// </summary>
    WaitAfterRefusal,

    /// <summary>Nothing is paid while suspended.</summary>
    NoPennyWhileSuspended,

    /// <summary>No POST leaves after the deadline.</summary>
    NoPennyAfterDeadline,

    /// <summary>No call for the validation is made before <c>Retry-After</c> is over.</summary>
    RetryAfter,

    /// <summary>Routing id, merchant id and key are the validation's and the settings' own.</summary>
    RightHeaders,

    /// <summary>
    /// All calls about an account have one routing id; another is taken 72 hours later at the soonest.
    /// </summary>
    OneRoutingId,

    /// <summary>No POST leaves for another Juspay than the account's last one whose end is not known.</summary>
    SameJuspay,

    /// <summary>Amount and gateway of a POST are the validation's own.</summary>
    RightForm,

    /// <summary>What is stored is what the caller asked for.</summary>
    RightRequest,

    /// <summary>No more calls at once, and a second, than the settings allow.</summary>
    WithinLimits,

    /// <summary>
    /// What is settled as reused was validated within <c>Submission:ReuseWithin</c>, and cost no penny.
    /// </summary>
    ReusedInTime,

    /// <summary>Only Juspay's own refusal rejects, and never after a penny that may have been dropped.</summary>
    RejectedByJuspay,

    /// <summary>The last thing that Juspay said of the account is what the caller is told.</summary>
    SaidByJuspay,

    /// <summary>A verdict is that of a penny dropped since the start, or shown only since then.</summary>
    TrueVerdict,

    /// <summary>Nothing expires after Juspay has shown its answer.</summary>
    NotExpiredWhenAnswered,

    /// <summary>Nothing expires unpaid after check upon check has allowed the penny.</summary>
    PaidWhenAllowed,

    /// <summary>
    /// A copy starts only with the operator's word. Then no POST leaves for the time-out and 8 × <c>ConfirmAfter</c>,
    /// and none for an account whose lost penny checks show.
    /// </summary>
    RestorePaysNotTwice,
}
