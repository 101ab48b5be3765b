using AccountValidation.Core.Accounts;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>The ways a validation ends.</summary>
internal static class Settlement
{
    public static Validation SettleWithAnswer(
        Validation validation,
        AccountStatus status,
        DateTimeOffset now,
        bool isUnchanged = false,
        bool isReused = false) =>
        status == AccountStatus.Active
            ? Settle(validation, ValidationStatus.Active, reason: null, now, isReused, isUnchanged)
            : Settle(
                validation,
                ValidationStatus.Failure,
                new(ReasonCodes.AccountFailed, "Juspay: the account failed validation."),
                now,
                isReused,
                isUnchanged);

    public static Validation Reject(Validation validation, JuspayReply.Refused refusal, DateTimeOffset now) =>
        Settle(
            validation,
            ValidationStatus.Rejected,
            refusal.HttpStatus == 404
                ? new(ReasonCodes.UnknownAccount, "Juspay does not know this customer account.", refusal.ErrorCode)
                : new(
                    ReasonCodes.RequestRefused,
                    $"Juspay refused the request with HTTP {refusal.HttpStatus}.",
                    refusal.ErrorCode),
            now);

    /// <summary>
    /// Ends a validation without an answer. A penny drop whose end is not known stays with the account (rule 1).
    /// </summary>
    public static Validation Expire(Validation validation, DateTimeOffset now) =>
        validation.IsSettled ? validation : Settle(validation, ValidationStatus.Expired, WhyExpired(validation), now);

    /// <summary>Cancels a validation. A penny drop whose end is not known stays with the account (rule 1).</summary>
    public static Validation Cancel(Validation validation, DateTimeOffset now)
    {
        const string Message = "The validation was cancelled on request.";
        var left = validation.OpenStage is null
            ? ""
            : " The end of its penny drop is not known yet: the next validation of the account follows it, and none "
                + "pays meanwhile.";
        return Settle(validation, ValidationStatus.Cancelled, new(ReasonCodes.Cancelled, Message + left), now);
    }

    public static Validation Settle(
        Validation validation,
        ValidationStatus status,
        Reason? reason,
        DateTimeOffset now,
        bool reused = false,
        bool unchanged = false)
    {
        var settled = validation.Noted(now, TimelineEvents.Settled, StatusNames.Of(status)) with
        {
            Stage = new Stage.Settled(status, now, reason, reused, unchanged, Left(validation, status)),
        };
        return Callbacks.Begin(settled, now);
    }

    /// <summary>Keeps Juspay's answer, and forgets the last call failure.</summary>
    public static Validation Seen(Validation validation, AccountSnapshot seen, JuspayIdentity? juspay) =>
        validation with
        {
            Juspay = juspay,
            LastSeen = seen with { Details = seen.Details.OrElse(validation.LastSeen?.Details ?? AccountDetails.None) },
            CallFailure = null,
        };

    /// <summary>Keeps why Juspay did not answer.</summary>
    public static Validation WithCallFailure(
        Validation validation, JuspayReply reply, DateTimeOffset now, string happened)
    {
        var failure = CallFailureOf(reply);
        return validation.Noted(now, failure.KeyRefused ? TimelineEvents.KeyRefused : happened, failure.Cause) with
        {
            CallFailure = failure,
        };
    }

    private static CallFailure CallFailureOf(JuspayReply reply) =>
        reply switch
        {
            JuspayReply.Refused refused => new(
                ReplyCauses.Http(refused.HttpStatus), KeyRefused: false, refused.ErrorCode),
            JuspayReply.KeyRefused refused => new(
                ReplyCauses.Http(refused.HttpStatus), KeyRefused: true, refused.ErrorCode),
            JuspayReply.NotAccepted notAccepted => new(notAccepted.Cause, KeyRefused: false, ErrorCode: null),
            JuspayReply.Unclear unclear => new(unclear.Cause, KeyRefused: false, ErrorCode: null),
            _ => throw new InvalidOperationException($"Reply {reply.GetType().Name} is no call failure."),
        };

    // Every other status means that the penny drop has ended.
    private static Stage? Left(Validation validation, ValidationStatus status) =>
        status is ValidationStatus.Cancelled or ValidationStatus.Expired ? validation.OpenStage : null;

    /// <summary>Why a validation can neither pay nor check, and what ends that state; null when it can.</summary>
    public static Reason? WhyHeld(Validation validation) =>
        (validation.IsSettled ? null : validation.CallFailure?.Cause) switch
        {
            ReplyCauses.OtherJuspay => new(
                ReasonCodes.DropElsewhere,
                "A penny drop of this account is open at another Juspay than the service is set to now. Nothing is "
                + "asked or paid until an operator sets "
                    + "Juspay:BaseUrl and Juspay:MerchantId back, or until 72 hours after it was sent."),
            ReplyCauses.OtherAccountId => new(
                ReasonCodes.DropElsewhere,
                "A penny drop of this account is open under another spelling of the account's id. Nothing is paid "
                + "until 72 hours after it was sent."),
            _ => null,
        };

    private static Reason WhyExpired(Validation validation)
    {
        var known = validation.LastSeen is { } seen
            ? $" The last status seen was {StatusNames.Of(seen.Status)}."
            : " The account's status was never seen.";
        var (code, message) = validation switch
        {
            _ when WhyHeld(validation) is { } held => (held.Code, held.Message),
            { Stage: Stage.Confirming or Stage.Waiting { Evidence: DropEvidence.NotProved } } => (
                ReasonCodes.DropUncertain,
                "A penny drop was sent, its answer was lost, and nothing proved whether it happened."),
            { CallFailure.KeyRefused: true } => (
                ReasonCodes.KeyRefused,
                "Juspay refused the service's API key until the deadline."),
            { Stage: Stage.Waiting { Evidence: DropEvidence.ProvedAbsent } } => (
                ReasonCodes.AttemptsUsedUp,
                "Every allowed penny drop was lost on its way to Juspay."),
            { Stage: Stage.Paying } => (
                ReasonCodes.JuspayUnavailable,
                "Juspay accepted no penny drop before the deadline."),
            { CallFailure: not null } => (
                ReasonCodes.JuspayUnavailable,
                $"Juspay could not be asked at the deadline ({validation.CallFailure.Cause})."),
            _ => (ReasonCodes.NoAnswer, "Juspay gave no final answer before the deadline."),
        };
        return new(code, message + known, validation.CallFailure?.ErrorCode);
    }
}
