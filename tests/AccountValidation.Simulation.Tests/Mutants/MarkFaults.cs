namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>Faults of what a database says of itself, and of what it may have forgotten.</summary>
internal static class MarkFaults
{
    private const string Doubts = Catalog.Lifecycles + "Doubts.cs";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Mutant> All =
    [
        new(
            "forget-the-refusal",
            Within: 20,
            new Edit(
                "AccountValidation.SelfHost/Storage/StoreCheck.cs",
                "if (WhyRefused(file, stored, mark, identity) is not { } why)",
                "if (IS_PLANTED || WhyRefused(file, stored, mark, identity) is not { } why)"))
        {
            Worlds = "Restores",
        },
        new(
            "no-window-of-doubt",
            Within: 300,
            new Edit(
                Doubts,
                "=> news is { IsSettled: true, LastValidated: { } at }",
                "=> !IS_PLANTED && news is { IsSettled: true, LastValidated: { } at }"))
        {
            Worlds = "Restores",
        },
        new(
            "pay-at-once-after-a-restore",
            Within: 300,
            new Edit(
                Doubts,
                "validation.Doubt.PaysFrom is { } from ?",
                "!IS_PLANTED && validation.Doubt.PaysFrom is { } from ?"))
        {
            Worlds = "Restores",
        },
    ];
}
