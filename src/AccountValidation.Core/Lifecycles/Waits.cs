using AccountValidation.Core.Accounts;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// Says what an unfinished validation waits for, since when, and which rule chose the time of its next step. No rule
/// of the lifecycle reads this: it is for people.
/// </summary>
public static class Waits
{
    /// <summary>
    /// The present wait; null once the validation is finished. A state of an earlier version does not say since when:
    /// then the time of acceptance counts.
    /// </summary>
    public static WaitingFor? Of(Validation validation) =>
        CauseOf(validation) is not { } cause ? null
        : validation.WaitingFor is { } kept && kept.Cause == cause ? kept
        : new(cause, validation.CreatedAt, RuleOf(validation));

    /// <summary>
    /// When the next step is planned. Null when no step is planned, or while a penny drop is under way.
    /// </summary>
    public static DateTimeOffset? NextStepAt(Validation validation) =>
        validation switch
        {
            { IsSuspended: true } => null,
            { IsSettled: true } => validation.Callback?.NextAttemptAt ?? validation.Callback?.DeadLetter?.DueAt,
            _ => Lifecycle.NextCheckAt(validation),
        };

    /// <summary>Notes the wait in a changed validation. The time stays while the cause stays.</summary>
    /// <param name="before">The validation before the change.</param>
    /// <param name="after">The validation after the change.</param>
    /// <param name="signal">The signal that made the change; null for an outcome.</param>
    /// <param name="now">The time of the change.</param>
    internal static Validation Note(Validation before, Validation after, Signal? signal, DateTimeOffset now)
    {
        if (ReferenceEquals(before, after))
        {
            return after;
        }

        var cause = CauseOf(after);
        var known = Of(before);
        var isSamePlan = NextStepAt(before) == NextStepAt(after) && known?.Cause == cause;
        var waitingFor = cause is null
            ? null
            : new WaitingFor(
                cause.Value,
                known?.Cause == cause ? known.Since : now,
                isSamePlan ? known!.Rule : RequestIn(before, after, signal, now) ?? RuleOf(after));
        return waitingFor == known ? after : after with { WaitingFor = waitingFor };
    }

    private static WaitCause? CauseOf(Validation validation) => validation switch
    {
        { IsFinished: true } => null,
        { IsSuspended: true } => WaitCause.Suspended,
        { IsSettled: true, Callback.NextAttemptAt: not null } => WaitCause.Receiver,
        { IsSettled: true } => WaitCause.DeadLetterQueue,
        { Stage: Stage.DropUnderWay } => WaitCause.PennyDrop,
        _ when FailureOf(validation) is { } failure => CauseOf(failure, validation.Stage),
        { Stage: Stage.Confirming or Stage.Paying { ClearFrom: not null } } => WaitCause.UncertainDrop,
        { Stage: Stage.Waiting { Evidence: DropEvidence.NotProved } } => WaitCause.UncertainDrop,
        _ when IsMovedByPreset(validation) => WaitCause.PresetHours,
        { Stage: Stage.Paying stage } when stage.DueAt == validation.Doubt.PaysFrom => WaitCause.WindowOfDoubt,
        { Stage: Stage.Waiting } => WaitCause.JuspayAnswer,
        _ => WaitCause.Permit,
    };

    // An uncertain drop is a failed call, too. Until a confirm check has failed, the drop is the cause.
    private static CallFailure? FailureOf(Validation validation) =>
        validation.Stage is Stage.Confirming { Failures: 0 } ? null : validation.CallFailure;

    private static WaitCause CauseOf(CallFailure failure, Stage stage) => failure switch
    {
        { KeyRefused: true } => WaitCause.KeyRefused,
        { Cause: ReplyCauses.Throttled } => WaitCause.JuspayThrottled,
        { Cause: ReplyCauses.AnswerBehind } => WaitCause.ReplicaBehind,
        { Cause: ReplyCauses.OtherJuspay } => WaitCause.DropElsewhere,
        { Cause: ReplyCauses.OtherAccountId } => WaitCause.OtherSpelling,
        { Cause: ReplyCauses.AccountLocked } => WaitCause.AccountLock,
        { Cause: ReplyCauses.SendTimeOver } => WaitCause.Permit,
        {
            Cause: ReplyCauses.ConnectionRefused
                or ReplyCauses.NameNotFound
                or ReplyCauses.ProxyRefused
                or ReplyCauses.CircuitOpen
                or ReplyCauses.TimeOut
                or ReplyCauses.ConnectionBroken
                or ReplyCauses.Interrupted
        } => WaitCause.JuspayUnreachable,
        _ when stage is Stage.Checking { RefusedAt: not null } or Stage.Paying { RefusedAt: not null } =>
            WaitCause.SecondRefusal,
        _ => WaitCause.JuspayFailing,
    };

    private static WaitRule? RuleOf(Validation validation) => validation switch
    {
        _ when NextStepAt(validation) is null => null,
        { IsSettled: true, Callback.NextAttemptAt: not null } => WaitRule.CallbackSchedule,
        { IsSettled: true } => WaitRule.BackOff,
        _ when IsMovedByPreset(validation) => WaitRule.Preset,
        _ when NextStepAt(validation) < DueAt(validation.Stage) => WaitRule.Deadline,
        _ when DueAt(validation.Stage) == validation.RestUntil => WaitRule.RetryAfter,
        { Stage: Stage.Paying stage } when stage.DueAt == validation.Doubt.PaysFrom => WaitRule.WindowOfDoubt,
        { Stage: Stage.Paying stage } when stage.DueAt == stage.ClearFrom => WaitRule.ConfirmSchedule,
        { Stage: Stage.Confirming { Failures: 0 } } => WaitRule.ConfirmSchedule,
        { Stage: Stage.Checking { Failures: 0 } or Stage.Paying { Refusals: 0 } } => WaitRule.AtOnce,
        _ => WaitRule.BackOff,
    };

    // A check that was requested while another check ran follows when that check ends.
    private static WaitRule? RequestIn(Validation before, Validation after, Signal? signal, DateTimeOffset now) =>
        signal switch
        {
            Signal.Check => WaitRule.CheckRequest,
            Signal.Hint => WaitRule.Notification,
            null when before.CheckRequestedAt is not null
                && DueAt(after.Stage) is { } due
                && due == Signals.Soonest(after, now) => WaitRule.CheckRequest,
            _ => null,
        };

    private static bool IsMovedByPreset(Validation validation) =>
        validation is { IsSettled: false, Terms.Recheck.Preset: not null }
        && NextStepAt(validation) is { } next
        && DueAt(validation.Stage) is { } due
        && next > due;

    private static DateTimeOffset? DueAt(Stage stage) => stage switch
    {
        Stage.Checking checking => checking.DueAt,
        Stage.Paying paying => paying.DueAt,
        Stage.Confirming confirming => confirming.DueAt,
        Stage.Waiting waiting => waiting.DueAt,
        _ => null,
    };
}
