using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// Applies a signal to a validation in its current stage. A signal that changes nothing returns the same instance.
/// </summary>
internal static class Signals
{
    public static Validation Cancel(Validation validation, DateTimeOffset now) =>
        validation.IsSettled
            ? validation
            : Settlement.Cancel(validation.Noted(now, TimelineEvents.CancelRequested), now);

    public static Validation Check(Validation validation, DateTimeOffset now) => PlannedCheck(validation) switch
    {
        { } due when due > now => BroughtForward(validation, now, TimelineEvents.CheckRequested, now),
        { } => Requested(validation, now),
        _ => validation,
    };

    public static Validation Hint(Validation validation, DateTimeOffset now)
    {
        var soonest = Soonest(validation, now);
        return PlannedCheck(validation) switch
        {
            { } due when due <= now => Requested(validation, now),
            { } due when due > soonest => BroughtForward(validation, soonest, TimelineEvents.Notified, now),
            _ => validation,
        };
    }

    /// <summary>Plans another check if the check that ended began before somebody requested a check.</summary>
    public static Validation PlanAnother(Validation after, DateTimeOffset startedAt, DateTimeOffset now)
    {
        var answered = after with { CheckRequestedAt = null };
        return after.CheckRequestedAt > startedAt && PlannedCheck(answered) is { } due && due > Soonest(answered, now)
            ? answered with { Stage = answered.Stage.WithNextCheckAt(Soonest(answered, now)) }
            : answered;
    }

    public static Validation Suspend(Validation validation, string? reason, DateTimeOffset now) =>
        validation.IsSuspended || validation.IsFinished
            ? validation
            : validation.Noted(now, TimelineEvents.Suspended) with
            {
                Control = Controlled(validation, reason) with { IsSuspended = true },
            };

    public static Validation Resume(Validation validation, string? reason, DateTimeOffset now) =>
        validation.IsSuspended
            ? validation.Noted(now, TimelineEvents.Resumed) with
            {
                Control = Controlled(validation, reason) with { IsSuspended = false },
            }
            : validation;

    public static Validation Terminate(Validation validation, string? reason, DateTimeOffset now)
    {
        if (validation.IsSettled)
        {
            return validation;
        }

        var going = Resume(validation, reason, now);
        return Cancel(going with { Control = Controlled(going, reason) with { IsTerminated = true } }, now);
    }

    private static OperatorControl Controlled(Validation validation, string? reason)
    {
        var kept = WholeText.Cut(reason, OperatorControl.MaxReason);
        return (validation.Control ?? new(IsSuspended: false, IsTerminated: false, kept)) with { Reason = kept };
    }

    // A check that is due or running may have started too early to show the reason of this request.
    private static Validation Requested(Validation validation, DateTimeOffset now) =>
        validation.CheckRequestedAt is null ? validation with { CheckRequestedAt = now } : validation;

    /// <summary>The earliest time of a check that somebody requests now.</summary>
    public static DateTimeOffset Soonest(Validation validation, DateTimeOffset now)
    {
        var rested = validation.LastCheckAt + validation.Terms.Recheck.FirstDelay is { } due && due > now ? due : now;
        return validation.RestUntil is { } until && until > rested ? until : rested;
    }

    private static DateTimeOffset? PlannedCheck(Validation validation) => validation.Stage switch
    {
        Stage.Checking stage => stage.DueAt,
        Stage.Confirming stage => stage.DueAt,
        Stage.Waiting stage => stage.DueAt,
        _ => null,
    };

    private static Validation BroughtForward(
        Validation validation,
        DateTimeOffset due,
        string happened,
        DateTimeOffset now) => validation.Noted(now, happened) with { Stage = validation.Stage.WithNextCheckAt(due) };
}
