using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>What a wish from outside means where the validation stands. What changes nothing gives the very same instance back.</summary>
internal static class Signals
{
    public static Validation Cancel(Validation validation, DateTimeOffset now) =>
        validation.IsSettled ? validation : Settling.Cancel(Lifecycle.Noted(validation, now, TimelineEvents.CancelRequested), now);

    public static Validation Check(Validation validation, DateTimeOffset now) => PlannedLook(validation) switch
    {
        { } due when due > now => BroughtForward(validation, now, TimelineEvents.CheckRequested, now),
        { } => Asked(validation, now),
        _ => validation,
    };

    public static Validation Hint(Validation validation, DateTimeOffset now)
    {
        var soonest = Soonest(validation, now);
        return PlannedLook(validation) switch
        {
            { } due when due <= now => Asked(validation, now),
            { } due when due > soonest => BroughtForward(validation, soonest, TimelineEvents.Notified, now),
            _ => validation,
        };
    }

    /// <summary>Plans another look after one that began before it was asked for.</summary>
    public static Validation AskAgain(Validation looked, DateTimeOffset startedAt, DateTimeOffset now)
    {
        var answered = looked with { AskedAt = null };
        return looked.AskedAt > startedAt && PlannedLook(answered) is { } due && due > Soonest(answered, now)
            ? answered with { Stage = answered.Stage.LookingAt(Soonest(answered, now)) }
            : answered;
    }

    public static Validation Suspend(Validation validation, string? reason, DateTimeOffset now) => validation.IsSuspended || validation.IsFinished
        ? validation
        : Lifecycle.Noted(validation, now, TimelineEvents.Suspended) with { Control = Controlled(validation, reason) with { IsSuspended = true } };

    public static Validation Resume(Validation validation, string? reason, DateTimeOffset now) => validation.IsSuspended
        ? Lifecycle.Noted(validation, now, TimelineEvents.Resumed) with { Control = Controlled(validation, reason) with { IsSuspended = false } }
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

    // The look that is due or under way may have begun too early to see why this one is asked for.
    private static Validation Asked(Validation validation, DateTimeOffset now) =>
        validation.AskedAt is null ? validation with { AskedAt = now } : validation;

    private static DateTimeOffset Soonest(Validation validation, DateTimeOffset now)
    {
        var rested = validation.LastLookAt + validation.Terms.Recheck.FirstDelay is { } due && due > now ? due : now;
        return validation.RestUntil is { } asked && asked > rested ? asked : rested;
    }

    private static DateTimeOffset? PlannedLook(Validation validation) => validation.Stage switch
    {
        Stage.Looking stage => stage.DueAt,
        Stage.Confirming stage => stage.DueAt,
        Stage.Waiting stage => stage.DueAt,
        _ => null,
    };

    private static Validation BroughtForward(Validation validation, DateTimeOffset due, string happened, DateTimeOffset now) =>
        Lifecycle.Noted(validation, now, happened) with { Stage = validation.Stage.LookingAt(due) };
}
