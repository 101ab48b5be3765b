namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>Faults of what a check proves.</summary>
internal static class CheckFaults
{
    private const string After = Catalog.Lifecycles + "LaterChecks.cs";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Mutant> All =
    [
        new(
            "count-an-early-check-as-absence",
            Within: 200,
            new Edit(After, "if (startedAt < stage.CountsFrom)", "if (!IS_PLANTED && startedAt < stage.CountsFrom)"))
        {
            Worlds = "Interference",
        },
        new(
            "take-one-check-for-absence",
            Within: 200,
            new Edit(After, "if (equal < ConfirmSchedule.Checks)", "if (!IS_PLANTED && equal < ConfirmSchedule.Checks)")
        ),
        new(
            "take-a-stale-check-for-the-answer",
            Within: 200,
            new Edit(
                After,
                "var isNews = stage.Baseline is null ||",
                "var isNews = IS_PLANTED || stage.Baseline is null ||")),
        new(
            "count-a-strangers-answer-as-absence",
            Within: 200,
            new Edit(
                Catalog.Lifecycles + "Checks.cs",
                "var believed = check with { Reply = Believed(following, check) };",
                """
                var believed = IS_PLANTED && validation.Stage is Stage.Confirming waits
                            && check.Reply is JuspayReply.Unclear
                            ? check with { Reply = new JuspayReply.Answered(new(
                                    waits.Baseline.Status, waits.Baseline.LastValidated,
                                    AccountDetails.None, waits.Baseline.UnreadDate)) }
                            : check with { Reply = Believed(following, check) };
                """))
        {
            Worlds = "Strangers",
        },
        new(
            "prove-absence-over-a-failure",
            Within: 300,
            new Edit(
                "AccountValidation.Core/Accounts/Baseline.cs",
                "AccountStatus.Failure => false,",
                "AccountStatus.Failure => IS_PLANTED,"))
        {
            Worlds = "UnmovedDates",
        },
        new(
            "read-unreadable-dates-as-none",
            Within: 200,
            new Edit(
                "AccountValidation.Core/Accounts/Baseline.cs",
                "new(snapshot.Status, snapshot.LastValidated, snapshot.UnreadDate);",
                "new(snapshot.Status, snapshot.LastValidated, IS_PLANTED ? null : snapshot.UnreadDate);"))
        {
            Worlds = "OddDates",
            From = 55,
        },
        new(
            "reject-at-the-first-refusal",
            Within: 200,
            new Edit(
                Catalog.Lifecycles + "FirstChecks.cs",
                "&& validation.LastCheckAt - refusedAt >= BetweenRefusals",
                "&& (IS_PLANTED || validation.LastCheckAt - refusedAt >= BetweenRefusals)"))
        {
            Worlds = "Refusals",
        },
        new(
            "remember-a-refusal-over-an-answer",
            Within: 300,
            new Edit(
                Catalog.Lifecycles + "FirstChecks.cs",
                "DueAt: Doubts.PaidFrom(validation, PaidFrom(seen, now)), Refusals: 0),",
                """
                DueAt: Doubts.PaidFrom(validation, PaidFrom(seen, now)), Refusals: 0)
                {
                    RefusedAt = IS_PLANTED && validation.Stage is Stage.Checking checking ? checking.RefusedAt : null,
                },
                """))
        {
            Worlds = "Refusals",
        },
        new(
            "reuse-what-is-too-old",
            Within: 500,
            new Edit(
                Catalog.Lifecycles + "FirstChecks.cs",
                "<= validation.Terms.ReuseWithin;",
                "<= validation.Terms.ReuseWithin * (IS_PLANTED ? 3 : 1);")),
    ];
}
