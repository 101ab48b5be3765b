using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core;

/// <summary>
/// The whole durable state of a validation of one customer account. Only <see cref="Lifecycles.Lifecycle"/> makes a new
/// state from an old state.
/// </summary>
public sealed record Validation
{
    /// <summary>The validation's id: <c>val_</c> and a ULID.</summary>
    public required string Id { get; init; }

    /// <summary>The caller's request, validated.</summary>
    public required ValidationRequest Request { get; init; }

    /// <summary>The settings at the time of acceptance.</summary>
    public required Terms Terms { get; init; }

    /// <summary>When the service accepted the request.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the validation expires without an answer.</summary>
    public required DateTimeOffset DeadlineAt { get; init; }

    /// <summary>The stage inside the lifecycle.</summary>
    public required Stage Stage { get; init; }

    /// <summary>
    /// True when the request came from the intake queue. Calls of such validations give way to calls of live
    /// validations, whose callers wait. False in older states that do not say.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBulk { get; init; }

    /// <summary>
    /// The name of the API key that started the validation. Null when the request came from the intake queue, and in
    /// older states.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Caller { get; init; }

    /// <summary>
    /// The span of the start, as W3C Trace Context writes it: later spans join its trace. Null when nobody listened,
    /// and in older states.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceParent { get; init; }

    /// <summary>How many checks have ended, failed ones included.</summary>
    public int Checks { get; init; }

    /// <summary>How many penny drops were intended, unaccepted drops included.</summary>
    public int ValidateAttempts { get; init; }

    /// <summary>How many penny drops ended uncertain.</summary>
    public int UncertainAttempts { get; init; }

    /// <summary>
    /// True when a POST may have left for Juspay, whatever the answer was. The POST is this validation's own, or that
    /// of the drop it follows. From then on the baseline is never replaced. Null in older states that do not say.
    /// </summary>
    public bool? PennyLeft { get; init; }

    /// <summary>
    /// The last penny drop: the validation's own, or the account's open drop that it follows. Null before the first
    /// drop. Only checks of the same account id and the same Juspay speak of the drop.
    /// </summary>
    public DropOrigin? Drop { get; init; }

    /// <summary>
    /// The start of the 72 hours after which the validation lets go of another validation's drop. Null when the drop's
    /// own time counts. Not stored: <see cref="Lifecycles.Restarts"/> sets this time when a process reads the state.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset? HeldFrom { get; init; }

    /// <summary>
    /// The last answers for this spelling of the account id from before this validation, per Juspay. Null when no
    /// answer is known.
    /// </summary>
    public KnownAnswer? LastAnswer { get; init; }

    /// <summary>The Juspay that showed <see cref="LastSeen"/>; null when the state does not say.</summary>
    public JuspayIdentity? Juspay { get; init; }

    /// <summary>
    /// The intent of the last penny drop, or the time when the validation began to follow a drop. Kept for a preset
    /// only.
    /// </summary>
    public DateTimeOffset? DropAt { get; init; }

    /// <summary>When the last checks since that drop began, oldest first; kept for a preset only.</summary>
    public IReadOnlyList<DateTimeOffset>? RecentChecks { get; init; }

    /// <summary>The account as Juspay showed it last; null before the first answer.</summary>
    public AccountSnapshot? LastSeen { get; init; }

    /// <summary>Why Juspay did not answer the last call; null when Juspay answered.</summary>
    public CallFailure? CallFailure { get; init; }

    /// <summary>How many checks at the deadline Juspay did not accept; each is tried again.</summary>
    public int LateTries { get; init; }

    /// <summary>When the last finished check began; null before the first check.</summary>
    public DateTimeOffset? LastCheckAt { get; init; }

    /// <summary>
    /// Until when Juspay asked the service to wait, in its last answer to a check or a penny drop. Null when Juspay
    /// asked for no wait.
    /// </summary>
    public DateTimeOffset? RestUntil { get; init; }

    /// <summary>
    /// When a check was requested while another check was due or running. The running check may have started too early,
    /// so another check follows. Null when no such request is left.
    /// </summary>
    public DateTimeOffset? CheckRequestedAt { get; init; }

    /// <summary>
    /// What the validation waited for after its last change. Null once it is finished, before its first change, and in
    /// states of earlier versions. <see cref="Lifecycles.Waits.Of"/> gives the present wait.
    /// </summary>
    public WaitingFor? WaitingFor { get; init; }

    /// <summary>The marks that operators left through the management API; null when no operator acted.</summary>
    public OperatorControl? Control { get; init; }

    /// <summary>
    /// When a caller requested a cancel that had to wait for a penny drop. Only states of earlier versions hold this
    /// time; the next outcome honours the cancel.
    /// </summary>
    public DateTimeOffset? CancelRequestedAt { get; init; }

    /// <summary>The callback; null when the caller gave no callback URL.</summary>
    public Callback? Callback { get; init; }

    /// <summary>The events of the validation and their causes.</summary>
    public Timeline Timeline { get; init; } = Timeline.Empty;

    /// <summary>The penny drops that the validation's store may have forgotten.</summary>
    [JsonIgnore]
    public StoreDoubt Doubt { get; init; } = StoreDoubt.None;

    /// <summary>The status as the caller sees it.</summary>
    public ValidationStatus Status => Stage is Stage.Settled settled ? settled.Status : ValidationStatus.Pending;

    /// <summary>True once the status is terminal.</summary>
    public bool IsSettled => Stage is Stage.Settled;

    /// <summary>True once a POST may have left for Juspay, whatever the answer was.</summary>
    public bool HasSentPenny => PennyLeft is true;

    /// <summary>
    /// True while the end of a penny drop is not known: nobody may pay for the account (rule 1). Stays true after the
    /// validation settles, until the end is known.
    /// </summary>
    public bool HasOpenDrop => OpenStage is not null;

    /// <summary>The stage of a penny drop whose end is not known; null when all drops have ended.</summary>
    internal Stage? OpenStage => Stage switch
    {
        Stage.DropUnderWay or Stage.Confirming or Stage.Waiting or Stage.Paying { ClearFrom: not null } => Stage,
        Stage.Settled settled => settled.Left,
        _ => null,
    };

    /// <summary>True while an operator holds the validation: no step begins until an operator resumes it.</summary>
    public bool IsSuspended => Control is { IsSuspended: true };

    /// <summary>
    /// When the next callback attempt is due. Null when no attempt is planned, or while an operator holds the
    /// validation.
    /// </summary>
    public DateTimeOffset? NextAttemptAt => IsSuspended ? null : Callback?.NextAttemptAt;

    /// <summary>
    /// True once nothing is left to do: the validation has settled, and neither its callback nor a dead letter is due.
    /// </summary>
    public bool IsFinished => IsSettled && Callback is (null or { NextAttemptAt: null, DeadLetter: null });

    /// <summary>Names ids only: the string may reach a log.</summary>
    public override string ToString() => $"{Id} ({Status})";

    /// <summary>Adds an entry to the timeline.</summary>
    internal Validation Noted(DateTimeOffset at, string happened, string? detail = null) =>
        this with { Timeline = Timeline.Add(at, happened, detail) };
}

/// <summary>Why Juspay did not answer a call.</summary>
/// <param name="Cause">A cause of <see cref="ReplyCauses"/>.</param>
/// <param name="KeyRefused">True when Juspay refused the operator's key.</param>
/// <param name="ErrorCode">Juspay's error code; null when Juspay gave no code.</param>
public sealed record CallFailure(string Cause, bool KeyRefused, string? ErrorCode);
