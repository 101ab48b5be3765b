using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>What a wish from outside means where the validation stands. What changes nothing gives the very same instance back.</summary>
internal static class Signals
{
    public static Validation Cancel(Validation validation, DateTimeOffset now)
    {
        if (validation.IsSettled || validation.CancelRequestedAt is not null)
        {
            return validation;
        }

        var requested = Lifecycle.Noted(validation, now, TimelineEvents.CancelRequested) with { CancelRequestedAt = now };

        // A cancel that waits for an answered drop to show brings the look that may show it forward.
        return Settling.HonourCancel(requested, now) switch
        {
            { Stage: Stage.Waiting { Evidence: DropEvidence.Unseen } stage } waiting => waiting with { Stage = stage.LookingAt(now) },
            var settledOrNot => settledOrNot,
        };
    }

    public static Validation Check(Validation validation, DateTimeOffset now) =>
        PlannedLook(validation) is { } due && due > now ? BroughtForward(validation, now, TimelineEvents.CheckRequested, now) : validation;

    public static Validation Hint(Validation validation, DateTimeOffset now)
    {
        var soonest = validation.LastLookAt + validation.Terms.Recheck.FirstDelay is { } rested && rested > now ? rested : now;
        return PlannedLook(validation) is { } due && due > soonest ? BroughtForward(validation, soonest, TimelineEvents.Notified, now) : validation;
    }

    public static Validation Suspend(Validation validation, string? reason, DateTimeOffset now) => validation.IsSuspended || validation.IsFinished
        ? validation
        : Lifecycle.Noted(validation, now, TimelineEvents.Suspended) with { Control = Controlled(validation, reason) with { IsSuspended = true } };

    public static Validation Resume(Validation validation, string? reason, DateTimeOffset now) => validation.IsSuspended
        ? Lifecycle.Noted(validation, now, TimelineEvents.Resumed) with { Control = Controlled(validation, reason) with { IsSuspended = false } }
        : validation;

    public static Validation Terminate(Validation validation, string? reason, DateTimeOffset now)
    {
        var going = Resume(validation, reason, now);
        return going.IsSettled || going.Control is { IsTerminated: true }
            ? going
            : Cancel(going with { Control = Controlled(going, reason) with { IsTerminated = true } }, now);
    }

    private static OperatorControl Controlled(Validation validation, string? reason)
    {
        var kept = Shortened(reason);
        return (validation.Control ?? new(IsSuspended: false, IsTerminated: false, kept)) with { Reason = kept };
    }

    // Never in the middle of a surrogate pair: half of one cannot be stored.
    private static string? Shortened(string? reason) => reason switch
    {
        { Length: > OperatorControl.MaxReason } when char.IsHighSurrogate(reason[OperatorControl.MaxReason - 1]) => reason[..(OperatorControl.MaxReason - 1)],
        { Length: > OperatorControl.MaxReason } => reason[..OperatorControl.MaxReason],
        _ => reason,
    };

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
