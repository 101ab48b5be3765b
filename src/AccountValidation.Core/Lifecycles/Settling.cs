using AccountValidation.Core.Accounts;
using AccountValidation.Core.Schedules;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>The ways a validation ends.</summary>
internal static class Settling
{
    /// <summary>
    /// The time of the last look: the deadline, or the last confirm look when that is later, so that the account is not
    /// free while a drop may still be on its way, or while one that was answered may not be seen by a later validation (rule 7).
    /// </summary>
    public static DateTimeOffset LastMoment(Validation validation)
    {
        DateTimeOffset? lastLook = validation.Stage switch
        {
            Stage.Paying { ClearFrom: { } clearFrom } => clearFrom,
            Stage.Confirming stage => ConfirmSchedule.Last(stage.CountsFrom, validation.Terms.ConfirmAfter, stage.EqualLooks),
            Stage.Waiting { Evidence: DropEvidence.Unseen } stage => stage.VisibleBy,
            _ => null,
        };
        return lastLook > validation.DeadlineAt ? lastLook.Value : validation.DeadlineAt;
    }

    public static Validation SettleWithAnswer(Validation validation, AccountStatus status, DateTimeOffset now, bool isUnchanged = false) =>
        status == AccountStatus.Active
            ? Settle(validation, ValidationStatus.Active, reason: null, now, unchanged: isUnchanged)
            : Settle(
                validation,
                ValidationStatus.Failure,
                new(ReasonCodes.AccountFailed, "Juspay: the account failed validation."),
                now,
                unchanged: isUnchanged);

    public static Validation Reject(Validation validation, JuspayReply.Refused refusal, DateTimeOffset now) => Settle(
        validation,
        ValidationStatus.Rejected,
        refusal.HttpStatus == 404
            ? new(ReasonCodes.UnknownAccount, "Juspay does not know this customer account.", refusal.ErrorCode)
            : new(ReasonCodes.RequestRefused, $"Juspay refused the request with HTTP {refusal.HttpStatus}.", refusal.ErrorCode),
        now);

    public static Validation Expire(Validation validation, DateTimeOffset now) => validation switch
    {
        { IsSettled: true } => validation,
        { CancelRequestedAt: not null } => Cancel(validation, now),
        _ => Settle(validation, ValidationStatus.Expired, WhyExpired(validation), now),
    };

    /// <summary>Cancels, when that was asked for and a later validation of the account could not pay for the same drop (rule 7).</summary>
    public static Validation HonourCancel(Validation validation, DateTimeOffset now) =>
        validation is { CancelRequestedAt: not null, IsSettled: false, HoldsAccount: false } ? Cancel(validation, now) : validation;

    public static Validation Settle(
        Validation validation, ValidationStatus status, Reason? reason, DateTimeOffset now, bool reused = false, bool unchanged = false)
    {
        var settled = Lifecycle.Noted(validation, now, TimelineEvents.Settled, StatusNames.Of(status)) with
        {
            Stage = new Stage.Settled(status, now, reason, reused, unchanged),
        };
        return Deliveries.Begin(settled, now);
    }

    /// <summary>Keeps what Juspay said, and forgets what kept it from answering before.</summary>
    public static Validation Seen(Validation validation, AccountSnapshot seen) => validation with
    {
        LastSeen = seen with { Details = seen.Details.OrElse(validation.LastSeen?.Details ?? AccountDetails.None) },
        Trouble = null,
    };

    /// <summary>Keeps what kept Juspay from answering.</summary>
    public static Validation Troubled(Validation validation, JuspayReply reply, DateTimeOffset now, string happened)
    {
        var trouble = TroubleOf(reply);
        return Lifecycle.Noted(validation, now, trouble.KeyRefused ? TimelineEvents.KeyRefused : happened, trouble.Cause) with { Trouble = trouble };
    }

    private static Trouble TroubleOf(JuspayReply reply) => reply switch
    {
        JuspayReply.Refused refused => new(ReplyCauses.Http(refused.HttpStatus), KeyRefused: false, refused.ErrorCode),
        JuspayReply.KeyRefused refused => new(ReplyCauses.Http(refused.HttpStatus), KeyRefused: true, refused.ErrorCode),
        JuspayReply.NotAccepted notAccepted => new(notAccepted.Cause, KeyRefused: false, ErrorCode: null),
        JuspayReply.Unclear unclear => new(unclear.Cause, KeyRefused: false, ErrorCode: null),
        _ => throw new InvalidOperationException($"Reply {reply.GetType().Name} is no trouble."),
    };

    private static Validation Cancel(Validation validation, DateTimeOffset now) =>
        Settle(validation, ValidationStatus.Cancelled, new(ReasonCodes.Cancelled, "The validation was cancelled on request."), now);

    private static Reason WhyExpired(Validation validation)
    {
        var known = validation.LastSeen is { } seen ? $" The last status seen was {StatusNames.Of(seen.Status)}." : " The account's status was never seen.";
        var (code, message) = validation switch
        {
            { HasUnresolvedDrop: true } => (ReasonCodes.DropUncertain, "A penny drop was sent, its answer was lost, and nothing proved whether it happened."),
            { Trouble.KeyRefused: true } => (ReasonCodes.KeyRefused, "Juspay refused the service's API key until the deadline."),
            { Stage: Stage.Waiting { Evidence: DropEvidence.ProvedAbsent } } => (ReasonCodes.AttemptsUsedUp, "Every allowed penny drop was lost on its way to Juspay."),
            { Stage: Stage.Paying } => (ReasonCodes.JuspayUnavailable, "Juspay accepted no penny drop before the deadline."),
            { Trouble: not null } => (ReasonCodes.JuspayUnavailable, $"Juspay could not be asked at the deadline ({validation.Trouble.Cause})."),
            _ => (ReasonCodes.NoAnswer, "Juspay gave no final answer before the deadline."),
        };
        return new(code, message + known, validation.Trouble?.ErrorCode);
    }
}
