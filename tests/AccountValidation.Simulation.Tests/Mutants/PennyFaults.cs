namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>Faults of whether and when a POST leaves, and of what stands in it.</summary>
internal static class PennyFaults
{
    private const string Penny = Catalog.Lifecycles + "PennyDrop.cs";
    private const string Before = Catalog.Lifecycles + "FirstChecks.cs";
    private const string Client = "AccountValidation.Service/Juspay/JuspayClient.cs";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Mutant> All =
    [
        new(
            "post-again-after-a-time-out",
            Within: 100,
            new Edit(
                Penny,
                "JuspayReply.Unclear unclear => BecomeUncertain(",
                "JuspayReply.Unclear when IS_PLANTED => PutOff(left, new(stage.Baseline, DueAt: now, stage.Refusals), "
                + "reply, now),\n            JuspayReply.Unclear unclear => BecomeUncertain(")),
        new(
            "no-check-before-a-late-penny",
            Within: 200,
            new Edit(
                Catalog.Executor,
                "var check = await CheckAsync(validation, permit, cancellationToken);",
                """
                var check = IS_PLANTED && validation.Stage is Stage.Paying known
                            ? new Outcome.Checked(timeProvider.GetUtcNow(), new JuspayReply.Answered(new(
                                    known.Baseline.Status, known.Baseline.LastValidated,
                                    AccountDetails.None, known.Baseline.UnreadDate)))
                            : await CheckAsync(validation, permit, cancellationToken);
                """)),
        new(
            "pay-while-suspended",
            Within: 1000,
            new Edit(
                Penny,
                "|| Lifecycle.Next(validation, intent.At) != new Step.DropPenny(intent.Attempt))",
                "|| Lifecycle.Next(IS_PLANTED ? validation with { Control = null } : validation, intent.At) != new "
                + "Step.DropPenny(intent.Attempt))")),
        new(
            "one-attempt-too-many",
            Within: 300,
            new Edit(
                Catalog.Lifecycles + "LaterChecks.cs",
                "validation.UncertainAttempts < validation.Terms.MaxAttempts",
                "validation.UncertainAttempts < validation.Terms.MaxAttempts + (IS_PLANTED ? 1 : 0)")),
        new(
            "intent-at-the-deadline",
            Within: 200,
            new Edit(
                Catalog.Lifecycles + "Lifecycle.cs",
                "is Step.Check && now < validation.DeadlineAt",
                "is Step.Check && (IS_PLANTED || now < validation.DeadlineAt)"))
        {
            Worlds = "SlowSending",
            From = 80,
        },
        new(
            "send-on-an-old-check",
            Within: 300,
            new Edit(Catalog.Executor, "mayLeave: () => age.IsWithin", "mayLeave: () => IS_PLANTED || age.IsWithin"))
        {
            Worlds = "SlowSending",
        },
        new(
            "count-the-age-from-the-answer",
            Within: 100,
            new Edit(
                Catalog.Executor,
                "        return check.Reply is JuspayReply.Answered",
                "        age = IS_PLANTED ? CheckAge.FromNow(timeProvider, wallClock) : age;\n        return "
                + "check.Reply is JuspayReply.Answered"))
        {
            Worlds = "Standstills",
        },
        new(
            "ask-the-stopwatch-alone",
            Within: 100,
            new Edit(
                "AccountValidation.Service/Steps/CheckAge.cs",
                "(_wallClock.Now - _time).Duration() <= limit",
                "(IS_PLANTED || (_wallClock.Now - _time).Duration() <= limit)"))
        {
            Worlds = "Standstills",
        },
        new(
            "a-permit-for-each-call",
            Within: 100,
            new Edit(
                Catalog.Executor,
                "permit.Use();\n                return await juspay.DropPennyAsync",
                """
                permit.Use();
                                if (IS_PLANTED)
                                {
                                    permit.Dispose();
                                }

                                using var another = IS_PLANTED
                                    ? await gate.EnterAsync(calls: 1, validation.IsBulk, token)
                                    : null;
                                return await juspay.DropPennyAsync
                """))
        {
            Worlds = "Permits",
        },
        new(
            "ignore-retry-after",
            Within: 100,
            new Edit(
                "AccountValidation.Core/Schedules/Backoff.cs",
                "return honoured > delay ? honoured : delay;",
                "return !IS_PLANTED && honoured > delay ? honoured : delay;")),
        new(
            "start-over-after-a-refusal",
            Within: 200,
            new Edit(
                Penny,
                "var clearFrom = ConfirmSchedule.ShownFrom(",
                "var clearFrom = IS_PLANTED ? now : ConfirmSchedule.ShownFrom("))
        {
            Worlds = "Refusals",
        },
        new(
            "skip-the-two-seconds",
            Within: 200,
            new Edit(
                Before,
                "seen.IsSettled ? now + DateResolution",
                "seen.IsSettled && !IS_PLANTED ? now + DateResolution")),
        new(
            "replace-the-baseline-after-a-post",
            Within: 500,
            new Edit(
                Before,
                "(false, true) => LaterChecks.Happened(",
                "(false, true) when IS_PLANTED => Begin(validation, seen, stage.Baseline, now),\n            (false, "
                + "true) => LaterChecks.Happened("))
        {
            Worlds = "Refusals",
        },
        new(
            "send-a-wrong-routing-id",
            Within: 10,
            new Edit(
                Client,
                "\"x-routing-id\", request.RoutingId",
                "\"x-routing-id\", IS_PLANTED ? request.CustomerAccountId : request.RoutingId")),
        new(
            "send-a-wrong-amount",
            Within: 200,
            new Edit(
                Client,
                "Projection.AmountText(request.Amount)",
                "IS_PLANTED ? \"1\" : Projection.AmountText(request.Amount)"))
        {
            Worlds = "Gateways",
        },
    ];
}
