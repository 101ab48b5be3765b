namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>Faults of what an account keeps: its lock, its open penny drop, its last answer, its routing id.</summary>
internal static class AccountFaults
{
    private const string Rules = Catalog.Lifecycles + "AccountRules.cs";
    private const string Others = Catalog.Lifecycles + "OtherCustomers.cs";
    private const string Settlement = Catalog.Lifecycles + "Settlement.cs";
    private const string Storage = "AccountValidation.SelfHost/Storage/";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Mutant> All =
    [
        new(
            "lock-each-spelling-by-itself",
            Within: 200,
            new Edit(
                Storage + "AccountTable.cs",
                "FROM account WHERE id = $id\"",
                "FROM account WHERE id = $id\" + (IS_PLANTED ? \" COLLATE BINARY\" : \"\")"))
        {
            Worlds = "Aliases",
        },
        new(
            "keep-the-lock-after-the-end",
            Within: 100,
            new Edit(
                Storage + "AccountTable.cs",
                "after.IsSettled ? null : row.LockedBy",
                "after.IsSettled && !IS_PLANTED ? null : row.LockedBy")),
        new(
            "forget-the-drop-at-cancel",
            Within: 300,
            new Edit(
                Settlement,
                "return Settle(validation, ValidationStatus.Cancelled,",
                "return Settle(IS_PLANTED ? validation with { Drop = null } : validation, ValidationStatus.Cancelled,"))
        {
            Worlds = "Heirs",
        },
        new(
            "forget-the-drop-at-the-deadline",
            Within: 200,
            new Edit(
                Settlement,
                "Settle(validation, ValidationStatus.Expired,",
                "Settle(IS_PLANTED ? validation with { Drop = null } : validation, ValidationStatus.Expired,"))
        {
            Worlds = "Heirs",
            From = 35,
        },
        new(
            "forget-the-drop-that-was-lost-after-a-cancel",
            Within: 100,
            new Edit(
                Catalog.Lifecycles + "PennyDrop.cs",
                "Left = judged.OpenStage",
                "Left = IS_PLANTED ? null : judged.OpenStage"))
        {
            Worlds = "Heirs",
            From = 900,
        },
        new(
            "pay-beside-the-open-drop",
            Within: 300,
            new Edit(
                Rules,
                "return OpenDropAt(account, now, restart) is { } open ? Follow(",
                "return !IS_PLANTED && OpenDropAt(account, now, restart) is { } open ? Follow("))
        {
            Worlds = "Heirs",
        },
        new(
            "let-the-drop-go-after-an-hour",
            Within: 3000,
            new Edit(
                Rules,
                "trustedSince : from) < Account.LongestOpen",
                "trustedSince : from) < Account.LongestOpen / (IS_PLANTED ? 72 : 1)"))
        {
            Worlds = "Moves, Heirs",
            From = 1,
        },
        new(
            "begin-the-attempts-anew",
            Within: 100,
            new Edit(
                Rules,
                "UncertainAttempts = open.UncertainAttempts,",
                "UncertainAttempts = IS_PLANTED ? 0 : open.UncertainAttempts,"))
        {
            Worlds = "Heirs",
            From = 135,
        },
        new(
            "follow-under-the-own-customer-id",
            Within: 600,
            new Edit(
                Others,
                "Follows(validation) ? validation.Request with",
                "Follows(validation) && !IS_PLANTED ? validation.Request with"))
        {
            Worlds = "Aliases, Heirs",
        },
        new(
            "take-another-customers-answer",
            Within: 600,
            new Edit(Others, "if (!Follows(before) ||", "if (IS_PLANTED || !Follows(before) ||"))
        {
            Worlds = "Aliases, Heirs",
        },
        new(
            "forget-the-last-answer",
            Within: 1000,
            new Edit(Rules, "LastAnswer = KnownAnswer.Of(", "LastAnswer = IS_PLANTED ? null : KnownAnswer.Of("))
        {
            Worlds = "Successors",
        },
        new(
            "believe-another-juspay",
            Within: 500,
            new Edit(
                Catalog.Executor,
                "{ } drop when !JuspayIdentity.MayBeSame(",
                "{ } drop when !IS_PLANTED && !JuspayIdentity.MayBeSame("))
        {
            Worlds = "Moves",
        },
        new(
            "forget-the-routing-id-in-use",
            Within: 100,
            new Edit(
                Rules,
                "RoutingId = account.RoutingId ?? request.RoutingId",
                "RoutingId = (IS_PLANTED ? null : account.RoutingId) ?? request.RoutingId"))
        {
            Worlds = "Aliases",
        },
    ];
}
