namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>Faults of who answered, and of what an answer to a POST means.</summary>
internal static class AnswerFaults
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Mutant> All =
    [
        new(
            "take-a-stranger-for-juspay",
            Within: 200,
            new Edit(
                "AccountValidation.Service/Juspay/ReplyReader.cs",
                "(_, null) => new JuspayReply.Unclear(",
                """
                (429, null) when IS_PLANTED => new JuspayReply.NotAccepted(ReplyCauses.Http(status), retryAfter),
                            (401 or 403, null) when IS_PLANTED => new JuspayReply.KeyRefused(status, null),
                            (_, null) when IS_PLANTED => new JuspayReply.Refused(status, null),
                            (_, null) => new JuspayReply.Unclear(
                """))
        {
            Worlds = "Strangers",
        },
        new(
            "take-an-echo-for-the-answer",
            Within: 200,
            new Edit(
                Catalog.Lifecycles + "PennyDrop.cs",
                "return seen.IsSettled && stage.Baseline.NewsIn(seen) == News.New",
                "return seen.IsSettled && (IS_PLANTED || stage.Baseline.NewsIn(seen) == News.New)"))
        {
            Worlds = "Echoes",
        },
        new(
            "take-an-answer-about-another",
            Within: 200,
            new Edit(
                "AccountValidation.Service/Juspay/AccountBody.cs",
                "if (NamesAnother(accountId, root))",
                "if (!IS_PLANTED && NamesAnother(accountId, root))"))
        {
            Worlds = "OtherIds",
        },
        new(
            "believe-a-second-refusal",
            Within: 500,
            new Edit(
                Catalog.Lifecycles + "PennyDrop.cs",
                "return isFirst ? Settlement.Reject",
                "return isFirst || IS_PLANTED ? Settlement.Reject"))
        {
            Worlds = "Refusals",
        },
    ];
}
