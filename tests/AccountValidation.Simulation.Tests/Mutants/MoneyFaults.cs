namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>Faults of the way to a penny: of the check before it, of its intent, and of the moment at which it leaves.</summary>
internal static class MoneyFaults
{
    private const string Lifecycles = "AccountValidation.Core/Lifecycles/";
    private const string Executor = "AccountValidation.Service/Steps/StepExecutor.cs";
    private const string Client = "AccountValidation.Service/Juspay/JuspayClient.cs";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Mutant> All =
    [
        new(
            "no-check-before-a-late-penny",
            Within: 20,
            new Edit(
                Executor,
                "var check = await CheckAsync(validation, permit, cancellationToken);",
                """
                var check = IS_PLANTED && validation.Stage is Stage.Paying late
                            ? new Outcome.Checked(
                                timeProvider.GetUtcNow(),
                                new JuspayReply.Answered(
                                    new(late.Baseline.Status, late.Baseline.LastValidated, AccountDetails.None, late.Baseline.UnreadDate)))
                            : await CheckAsync(validation, permit, cancellationToken);
                """))
        {
            Worlds = "Refusals",
        },
        new(
            "send-after-the-time-out",
            Within: 20,
            new Edit(Executor, "mayLeave: () => age.IsWithin", "mayLeave: () => IS_PLANTED || age.IsWithin"))
        {
            Worlds = "SlowSending",
        },
        new(
            "a-permit-for-each-call",
            Within: 100,
            new Edit(
                Executor,
                "permit.Use();\n                return await juspay.DropPennyAsync",
                """
                permit.Use();
                                if (IS_PLANTED)
                                {
                                    permit.Dispose();
                                }

                                using var another = IS_PLANTED ? await gate.EnterAsync(calls: 1, token) : null;
                                return await juspay.DropPennyAsync
                """))
        {
            Worlds = "Permits",
        },
        new(
            "pay-while-suspended",
            Within: 50,
            new Edit(
                Lifecycles + "PennyDrop.cs",
                "if (Lifecycle.Next(validation, intent.At) !=",
                """
                var asked = IS_PLANTED ? validation with { Control = null } : validation;
                        if (Lifecycle.Next(asked, intent.At) !=
                """))
        {
            Worlds = "Permits, Interference",
        },
        new(
            "intend-at-the-deadline",
            Within: 50,
            new Edit(
                Lifecycles + "Lifecycle.cs",
                "&& now < validation.DeadlineAt",
                "&& (IS_PLANTED || now < validation.DeadlineAt)"))
        {
            Worlds = "SlowSending, Successors",
        },
        new(
            "skip-the-two-seconds",
            Within: 10,
            new Edit(
                Lifecycles + "BeforeThePenny.cs",
                "seen.IsSettled ? now + DateResolution",
                "seen.IsSettled && !IS_PLANTED ? now + DateResolution"))
        {
            Worlds = "WholeSeconds",
        },
        new(
            "replace-the-baseline-after-a-post",
            Within: 50,
            new Edit(
                Lifecycles + "BeforeThePenny.cs",
                "(isSame, validation.HasSentPenny) switch",
                "(isSame, validation.HasSentPenny && !IS_PLANTED) switch"))
        {
            Worlds = "Refusals, OthersDrops",
        },
        new(
            "start-over-after-a-refusal",
            Within: 20,
            new Edit(
                Lifecycles + "PennyDrop.cs",
                "var clearFrom = ConfirmSchedule.ShownFrom(now, validation.Terms.ConfirmAfter);",
                """
                var clearFrom = ConfirmSchedule.ShownFrom(now, validation.Terms.ConfirmAfter);
                        if (IS_PLANTED)
                        {
                            return PutOff(validation, new(stage.Baseline, DueAt: now, stage.Refusals), reply, now);
                        }
                """))
        {
            Worlds = "Refusals",
        },
        new(
            "one-attempt-too-many",
            Within: 50,
            new Edit(
                Lifecycles + "AfterThePenny.cs",
                "validation.UncertainAttempts < validation.Terms.MaxAttempts",
                "validation.UncertainAttempts < validation.Terms.MaxAttempts + (IS_PLANTED ? 1 : 0)"))
        {
            Worlds = "Strangers",
        },
        new(
            "prove-the-absence-of-a-failure",
            Within: 50,
            new Edit(
                "AccountValidation.Core/Accounts/Baseline.cs",
                "AccountStatus.Failure => false,",
                "AccountStatus.Failure => IS_PLANTED,"))
        {
            Worlds = "UnmovedDates",
        },
        new(
            "send-another-routing-id",
            Within: 10,
            new Edit(
                Client,
                "\"x-routing-id\", request.RoutingId",
                "\"x-routing-id\", IS_PLANTED ? request.CustomerAccountId : request.RoutingId")),
        new(
            "drop-another-amount",
            Within: 10,
            new Edit(
                Client,
                "Projection.AmountText(request.Amount)",
                "Projection.AmountText(IS_PLANTED ? 1 : request.Amount)"))
        {
            Worlds = "Gateways",
        },
    ];
}
