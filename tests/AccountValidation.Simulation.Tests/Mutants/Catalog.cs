namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>The planted faults: each breaks one rule that keeps money or validations safe.</summary>
internal static class Catalog
{
    private const string Lifecycles = "AccountValidation.Core/Lifecycles/";
    private const string Engine = "AccountValidation.SelfHost/Engine/";
    private const string Storage = "AccountValidation.SelfHost/Storage/";

    /// <summary>No fault at all.</summary>
    public static readonly Mutant None = new("none", Within: 50);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Mutant> All =
    [
        .. MoneyFaults.All,
        .. AnswerFaults.All,
        new(
            "skip-the-journal",
            Within: 10,
            new Edit(Engine + "StateJournal.cs", "return after;", "return IS_PLANTED ? current : after;")),
        new(
            "run-an-interrupted-penny-drop-again",
            Within: 200,
            new Edit(
                "AccountValidation.Service/Steps/StepExecutor.cs",
                "earlier.Reply ?? new JuspayReply.Unclear(ReplyCauses.Interrupted)",
                "earlier.Reply ?? (IS_PLANTED ? new JuspayReply.NotAccepted(ReplyCauses.Interrupted) : new JuspayReply.Unclear(ReplyCauses.Interrupted))")),
        new(
            "post-again-after-a-time-out",
            Within: 100,
            new Edit(
                Lifecycles + "PennyDrop.cs",
                "JuspayReply.Unclear unclear => BecomeUncertain(",
                """
                JuspayReply.Unclear when IS_PLANTED => PutOff(left, new(stage.Baseline, DueAt: now, stage.Refusals), reply, now),
                            JuspayReply.Unclear unclear => BecomeUncertain(
                """)),
        new(
            "count-an-early-check-as-absence",
            Within: 1000,
            new Edit(Lifecycles + "AfterThePenny.cs", "if (startedAt < stage.CountsFrom)", "if (!IS_PLANTED && startedAt < stage.CountsFrom)")),
        new(
            "take-one-check-for-absence",
            Within: 200,
            new Edit(Lifecycles + "AfterThePenny.cs", "if (equal < ConfirmSchedule.Looks)", "if (!IS_PLANTED && equal < ConfirmSchedule.Looks)")),
        new(
            "take-a-stale-check-for-the-answer",
            Within: 200,
            new Edit(Lifecycles + "AfterThePenny.cs", "if (seen.IsSettled && (isNews", "if (seen.IsSettled && (IS_PLANTED || isNews")),
        new(
            "free-the-account-at-cancel",
            Within: 200,
            new Edit(
                Lifecycles + "Settling.cs",
                "validation is { CancelRequestedAt: not null, IsSettled: false, HoldsAccount: false }",
                "validation is { CancelRequestedAt: not null, IsSettled: false } && (IS_PLANTED || !validation.HoldsAccount)")),
        new(
            "free-the-account-at-the-deadline",
            Within: 500,
            new Edit(Lifecycles + "Settling.cs", "return lastLook > validation.DeadlineAt", "return !IS_PLANTED && lastLook > validation.DeadlineAt")),
        new(
            "deliver-before-the-commit",
            Within: 10,
            new Edit(
                Engine + "Runner.cs",
                "private async Task StoreAsync(string id, Outcome outcome, CancellationToken cancellationToken)\n    {",
                """
                private async Task StoreAsync(string id, Outcome outcome, CancellationToken cancellationToken)
                    {
                        var now = timeProvider.GetUtcNow();
                        if (IS_PLANTED && reader.Find(id) is { IsSettled: false } open && Lifecycle.Apply(open, outcome, now) is { IsSettled: true } settled
                            && Lifecycle.Next(settled, now) is Step.DeliverCallback delivery)
                        {
                            await executor.ExecuteAsync(settled, delivery, journal, cancellationToken);
                        }

                """)),
        new(
            "drop-the-idempotency-constraint",
            Within: 100,
            new Edit(Storage + "StoreTransaction.cs", "claim is not null && FindKey(claim) is", "claim is not null && !IS_PLANTED && FindKey(claim) is"),
            new Edit(Storage + "StoreTransaction.cs", "\"INSERT INTO idempotency_key", "(IS_PLANTED ? \"INSERT OR REPLACE\" : \"INSERT\") + \" INTO idempotency_key")),
        new(
            "forget-a-durable-timer",
            Within: 500,
            new Edit(Engine + "SelfHostEngine.cs", "_queue.Set(change.After.Id, DueTime", "if (!IS_PLANTED || change.After.Stage is not Stage.Confirming) _queue.Set(change.After.Id, DueTime")),
    ];
}
