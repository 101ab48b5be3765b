using AccountValidation.Core.Schedules;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Lifecycles;

/// <summary>
/// The rules of the product: the next step of a validation, and its state after each outcome or signal. Pure functions.
/// The numbers in these comments are the rules of <c>docs/architecture.md</c>.
/// </summary>
public static class Lifecycle
{
    /// <summary>Accepts a request. The first step is the pair of check and penny drop (rule 2).</summary>
    /// <param name="id">The new validation's id, <c>val_</c> and a ULID.</param>
    /// <param name="request">The start request, validated.</param>
    /// <param name="terms">The terms in force.</param>
    /// <param name="now">The time of acceptance.</param>
    /// <param name="isBulk">True when the request came from the intake queue.</param>
    public static Validation Accept(
        string id, ValidationRequest request, Terms terms, DateTimeOffset now, bool isBulk = false) =>
        new()
        {
            Id = id,
            Request = request,
            Terms = terms,
            CreatedAt = now,
            DeadlineAt = now + terms.Recheck.Deadline,
            Stage = new Stage.Checking(now, Failures: 0),
            IsBulk = isBulk,
            PennyLeft = false,
            Callback = request.CallbackUrl is { } url
                ? new Callback { Url = url, MessageId = Callbacks.MessageIdOf(id) }
                : null,
            Timeline = Timeline.Empty.Add(now, TimelineEvents.Accepted),
        };

    /// <summary>Says what to do next. The same validation and time always give the same step.</summary>
    public static Step Next(Validation validation, DateTimeOffset now) =>
        validation is { IsSuspended: true, IsFinished: false } ? new Step.Hold() : Due(validation, now);

    /// <summary>Applies a step's outcome to a validation. An outcome that no longer fits changes nothing.</summary>
    public static Validation Apply(Validation validation, Outcome outcome, DateTimeOffset now)
    {
        var applied = ApplyOutcome(validation, outcome, now);
        return Waits.Note(
            validation, outcome is Outcome.IntentRecorded ? applied : HonourCancel(applied, now), signal: null, now);
    }

    private static Validation ApplyOutcome(Validation validation, Outcome outcome, DateTimeOffset now) => outcome switch
    {
        Outcome.Checked check => Checks.Apply(validation, check, now),
        Outcome.IntentRecorded intent => PennyDrop.Intend(validation, intent),
        Outcome.PennyDropEnded drop => PennyDrop.Apply(validation, drop, now),
        Outcome.CallbackAttempted attempt => Callbacks.Apply(validation, attempt, now),
        Outcome.DeadLettered handed => Callbacks.Apply(validation, handed, now),
        Outcome.Overtaken => validation,
        var unknown => throw new InvalidOperationException($"Outcome {unknown.GetType().Name} has no rule."),
    };

    /// <summary>
    /// Applies a signal to a validation in its current stage. A signal without meaning there changes nothing: the same
    /// instance comes back.
    /// </summary>
    public static Validation Apply(Validation validation, Signal signal, DateTimeOffset now) =>
        Waits.Note(validation, ApplySignal(validation, signal, now), signal, now);

    private static Validation ApplySignal(Validation validation, Signal signal, DateTimeOffset now) => signal switch
    {
        Signal.Cancel => Signals.Cancel(validation, now),
        Signal.Check => Signals.Check(validation, now),
        Signal.Hint => Signals.Hint(validation, now),
        Signal.Suspend suspend => Signals.Suspend(validation, suspend.Reason, now),
        Signal.Resume resume => Signals.Resume(validation, resume.Reason, now),
        Signal.Terminate terminate => Signals.Terminate(validation, terminate.Reason, now),
        Signal.Redeliver when validation.IsSettled => Callbacks.Redeliver(validation, now),
        Signal.Redeliver => validation,
        var unknown => throw new InvalidOperationException($"Signal {unknown.GetType().Name} has no rule."),
    };

    /// <summary>
    /// When the next check or penny drop is planned. Null when nothing is planned, while a drop is under way, or while
    /// an operator holds the validation.
    /// </summary>
    public static DateTimeOffset? NextCheckAt(Validation validation) => validation.Stage switch
    {
        _ when validation.IsSuspended => null,
        Stage.Checking stage => Allowed(validation, Planned(validation, stage.DueAt)),
        Stage.Paying stage => Allowed(validation, Planned(validation, stage.DueAt)),
        Stage.Confirming stage => Allowed(validation, Planned(validation, stage.DueAt)),
        Stage.Waiting stage => Allowed(validation, Planned(validation, stage.DueAt)),
        _ => null,
    };

    // An earlier version let this cancel wait for the end of a penny drop.
    private static Validation HonourCancel(Validation validation, DateTimeOffset now) =>
        validation is { CancelRequestedAt: not null, IsSettled: false }
            ? Settlement.Cancel(validation, now)
            : validation;

    private static Step Due(Validation validation, DateTimeOffset now) => validation.Stage switch
    {
        Stage.Checking stage => PayAt(stage.DueAt, validation, now),
        Stage.Paying stage => PayAt(stage.DueAt, validation, now),

        // The drop began and did not finish: the executor finds the intent in the journal and sends no second POST
        // (rule 3).
        Stage.DropUnderWay => new Step.DropPenny(validation.ValidateAttempts),
        Stage.Confirming stage => CheckAt(stage.DueAt, validation, now),
        Stage.Waiting stage => CheckAt(stage.DueAt, validation, now),
        Stage.Settled => Callbacks.Next(validation, now),
        var unknown => throw new InvalidOperationException($"Stage {unknown.GetType().Name} has no next step."),
    };

    // At the deadline one last check runs in every stage, and its answer decides. No penny follows.
    private static Step PayAt(DateTimeOffset dueAt, Validation validation, DateTimeOffset now) =>
        CheckAt(dueAt, validation, now) is Step.Check && now < validation.DeadlineAt
            ? new Step.DropPenny(validation.ValidateAttempts + 1)
            : CheckAt(dueAt, validation, now);

    // If the planned time has passed, ask the preset again: it may be a peak hour now.
    private static Step CheckAt(DateTimeOffset dueAt, Validation validation, DateTimeOffset now)
    {
        var due = Planned(validation, dueAt);
        var allowed = Allowed(validation, due > now ? due : now);
        return allowed <= now ? new Step.Check() : new Step.Wait(allowed);
    }

    private static DateTimeOffset Planned(Validation validation, DateTimeOffset due) =>
        validation.LateTries > 0 ? due : Earlier(due, validation.DeadlineAt);

    private static DateTimeOffset Allowed(Validation validation, DateTimeOffset wanted) =>
        validation.Terms.Recheck.Preset == RecheckPreset.Npci && !FirstChecks.IsBefore(validation)
            ? NpciPreset.Earliest(validation, wanted)
            : wanted;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
