namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>Faults of what is made of answers: who answered, about which account, whether it is news, and how long to wait.</summary>
internal static class AnswerFaults
{
    private const string Lifecycles = "AccountValidation.Core/Lifecycles/";
    private const string Reading = "AccountValidation.Service/Juspay/";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Mutant> All =
    [
        new(
            "take-a-strangers-word-for-juspays",
            Within: 20,
            new Edit(
                Reading + "ReplyReader.cs",
                "body is { IsWhole: true } whole ? ErrorBody.Read(whole.Bytes) : null)",
                "body is { IsWhole: true } whole ? ErrorBody.Read(whole.Bytes) ?? (IS_PLANTED ? new JuspayError(null) : null) : null)"))
        {
            Worlds = "Strangers",
        },
        new(
            "take-an-answer-about-another-account",
            Within: 20,
            new Edit(Reading + "AccountBody.cs", "if (NamesAnother(", "if (!IS_PLANTED && NamesAnother("))
        {
            Worlds = "OtherIds",
        },
        new(
            "take-an-echo-for-the-answer",
            Within: 20,
            new Edit(
                Lifecycles + "PennyDrop.cs",
                "seen.IsSettled && stage.Baseline.NewsIn(seen) == News.New",
                "seen.IsSettled && (IS_PLANTED || stage.Baseline.NewsIn(seen) == News.New)"))
        {
            Worlds = "Echoes",
        },
        new(
            "take-a-failed-check-for-absence",
            Within: 50,
            new Edit(
                Lifecycles + "Checks.cs",
                "Stage.Confirming stage =>\n                noted with",
                """
                Stage.Confirming stage when IS_PLANTED && reply is JuspayReply.Refused or JuspayReply.Unclear => AfterThePenny.Confirm(
                                noted,
                                stage,
                                new(stage.Baseline.Status, stage.Baseline.LastValidated, AccountDetails.None, stage.Baseline.UnreadDate),
                                noted.LastLookAt ?? now,
                                now),
                            Stage.Confirming stage =>
                                noted with
                """))
        {
            Worlds = "Strangers",
        },
        new(
            "hold-unreadable-dates-for-equal",
            Within: 50,
            new Edit(
                "AccountValidation.Core/Accounts/Baseline.cs",
                "|| UnreadDate != seen.UnreadDate => News.New",
                "|| (!IS_PLANTED && UnreadDate != seen.UnreadDate) => News.New"))
        {
            Worlds = "OddDates",
        },
        new(
            "reject-after-one-refusal",
            Within: 20,
            new Edit(
                Lifecycles + "BeforeThePenny.cs",
                "if (validation.LastLookAt - first >= BetweenRefusals)",
                "if (IS_PLANTED || validation.LastLookAt - first >= BetweenRefusals)"))
        {
            Worlds = "Refusals",
        },
        new(
            "ignore-retry-after",
            Within: 50,
            new Edit(
                "AccountValidation.Core/Schedules/Backoff.cs",
                "terms.MaxDelay.TotalSeconds));",
                "terms.MaxDelay.TotalSeconds));\n        retryAfter = IS_PLANTED ? null : retryAfter;"))
        {
            Worlds = "Refusals",
        },
        new(
            "reuse-what-is-too-old",
            Within: 200,
            new Edit(
                Lifecycles + "BeforeThePenny.cs",
                ".Duration() <= validation.Terms.ReuseWithin",
                ".Duration() <= validation.Terms.ReuseWithin * (IS_PLANTED ? 10 : 1)")),
    ];
}
