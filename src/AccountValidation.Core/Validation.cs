using System.Text.Json.Serialization;
using AccountValidation.Core.Accounts;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core;

/// <summary>
/// One validation of one customer account: its whole durable state. Only <see cref="Lifecycles.Lifecycle"/> makes a new
/// one from an old one.
/// </summary>
public sealed record Validation
{
    /// <summary>The validation's id: <c>val_</c> and a ULID.</summary>
    public required string Id { get; init; }

    /// <summary>What was asked for.</summary>
    public required ValidationRequest Request { get; init; }

    /// <summary>The terms it was accepted under.</summary>
    public required Terms Terms { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it expires without an answer.</summary>
    public required DateTimeOffset DeadlineAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required Stage Stage { get; init; }

    /// <summary>
    /// True when it was taken from the intake queue: its calls give way to those of live validations, which somebody
    /// waits for. False in states that were stored before this was noted.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBulk { get; init; }

    /// <summary>How many checks have ended, failed ones included.</summary>
    public int Checks { get; init; }

    /// <summary>How many penny drops were intended, those that were not accepted included.</summary>
    public int ValidateAttempts { get; init; }

    /// <summary>How many penny drops ended uncertain.</summary>
    public int UncertainAttempts { get; init; }

    /// <summary>
    /// Whether a POST may have left for Juspay, of this validation or of the one whose drop it follows, whatever was
    /// answered. From then on the baseline is never replaced. Null in states that were stored before this was noted.
    /// </summary>
    public bool? PennyLeft { get; init; }

    /// <summary>
    /// The last penny drop: its own, or the one that it follows since its account had it open. Null before the first.
    /// Only checks of the same account id and the same Juspay speak of it.
    /// </summary>
    public DropOrigin? Drop { get; init; }

    /// <summary>
    /// From when the 72 hours count after which the penny drop of another is let go, when that is later than the drop
    /// itself. Not stored: <see cref="Lifecycles.Restarts"/> says it to the process that reads the state.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset? HeldFrom { get; init; }

    /// <summary>
    /// What each Juspay had last answered of this spelling of the account's id before this validation; null when
    /// nothing.
    /// </summary>
    public KnownAnswer? LastAnswer { get; init; }

    /// <summary>Which Juspay showed <see cref="LastSeen"/>; null when that was not noted.</summary>
    public JuspayIdentity? Juspay { get; init; }

    /// <summary>When the last penny drop was intended, or another's adopted; kept for a preset only.</summary>
    public DateTimeOffset? DropAt { get; init; }

    /// <summary>When the last checks since that drop began, oldest first; kept for a preset only.</summary>
    [JsonPropertyName("recentLooks")]
    public IReadOnlyList<DateTimeOffset>? RecentChecks { get; init; }

    /// <summary>What Juspay last said of the account.</summary>
    public AccountSnapshot? LastSeen { get; init; }

    /// <summary>Why Juspay did not answer the last call; null when Juspay answered.</summary>
    [JsonPropertyName("trouble")]
    public CallFailure? CallFailure { get; init; }

    /// <summary>How many checks at the deadline were not accepted by Juspay, and so are tried again.</summary>
    public int LateTries { get; init; }

    /// <summary>When the last check began that has ended; null before the first.</summary>
    [JsonPropertyName("lastLookAt")]
    public DateTimeOffset? LastCheckAt { get; init; }

    /// <summary>
    /// Until when Juspay asked us to wait with its last answer, to a check or a penny drop; null when it did not.
    /// </summary>
    public DateTimeOffset? RestUntil { get; init; }

    /// <summary>
    /// When a check was requested while another was due or running. That one may have started too early, so one more
    /// follows. Null when no such request is left.
    /// </summary>
    [JsonPropertyName("askedAt")]
    public DateTimeOffset? CheckRequestedAt { get; init; }

    /// <summary>What operators did to it through the management API; null when nothing.</summary>
    public OperatorControl? Control { get; init; }

    /// <summary>
    /// When a cancel was asked for that had to wait for a penny drop. Only in states of earlier versions; honoured with
    /// the next outcome.
    /// </summary>
    public DateTimeOffset? CancelRequestedAt { get; init; }

    /// <summary>The callback; null when no one is called back.</summary>
    public Callback? Callback { get; init; }

    /// <summary>What happened and why.</summary>
    public Timeline Timeline { get; init; } = Timeline.Empty;

    /// <summary>What the store that it was read from may have forgotten.</summary>
    [JsonIgnore]
    public StoreDoubt Doubt { get; init; } = StoreDoubt.None;

    /// <summary>Where it stands, as the caller sees it.</summary>
    public ValidationStatus Status => Stage is Stage.Settled settled ? settled.Status : ValidationStatus.Pending;

    /// <summary>True once the status is terminal.</summary>
    public bool IsSettled => Stage is Stage.Settled;

    /// <summary>True once a POST may have left for Juspay, whatever was answered.</summary>
    public bool HasSentPenny => PennyLeft is true;

    /// <summary>
    /// True while the end of a penny drop is not known: nobody may pay for the account (rule 1). Also after it has
    /// settled, until somebody learns the end.
    /// </summary>
    public bool HasOpenDrop => OpenStage is not null;

    /// <summary>The stage of a penny drop whose end is not known; null when all drops have ended.</summary>
    internal Stage? OpenStage => Stage switch
    {
        Stage.DropUnderWay or Stage.Confirming or Stage.Waiting or Stage.Paying { ClearFrom: not null } => Stage,
        Stage.Settled settled => settled.Left,
        _ => null,
    };

    /// <summary>True while an operator holds it: no step is begun until it is resumed.</summary>
    public bool IsSuspended => Control is { IsSuspended: true };

    /// <summary>
    /// When the callback is tried next; null when no attempt is planned, and while an operator holds the validation.
    /// </summary>
    public DateTimeOffset? NextAttemptAt => IsSuspended ? null : Callback?.NextAttemptAt;

    /// <summary>
    /// True once nothing is left to do: it has settled, and its callback and dead letter are done with.
    /// </summary>
    public bool IsFinished => IsSettled && Callback is (null or { NextAttemptAt: null, DeadLetter: null });

    /// <summary>Names ids only: the text may reach a log.</summary>
    public override string ToString() => $"{Id} ({Status})";

    /// <summary>The validation with one more entry in its timeline.</summary>
    internal Validation Noted(DateTimeOffset at, string happened, string? detail = null) =>
        this with { Timeline = Timeline.Add(at, happened, detail) };
}

/// <summary>Why Juspay did not answer a call.</summary>
/// <param name="Cause">A cause of <see cref="ReplyCauses"/>.</param>
/// <param name="KeyRefused">True when Juspay refused the operator's key.</param>
/// <param name="ErrorCode">Juspay's error code, when it gave one.</param>
public sealed record CallFailure(string Cause, bool KeyRefused, string? ErrorCode);
