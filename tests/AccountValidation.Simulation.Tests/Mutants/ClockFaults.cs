namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>
/// Faults of whose time counts: the stopwatch's while a process runs, nobody's over a restart. That a due time wakes
/// the queue, and that a newer one wins, is no guarantee and is nothing that one thread could miss:
/// <c>SelfHost.Tests/Engine/DueQueueTests</c> and <c>DueQueueClockTests</c> hold it.
/// </summary>
internal static class ClockFaults
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Mutant> All =
    [
        new(
            "proof-by-wall-clock",
            Within: 200,
            new Edit(
                "AccountValidation.SelfHost/Engine/SteadyClock.cs",
                "=> _startedAt + _inner",
                "=> IS_PLANTED ? _inner.GetUtcNow() : _startedAt + _inner"))
        {
            Worlds = "Clocks",
            From = 57,
        },
        new(
            "a-wait-cut-by-a-restart-goes-on",
            Within: 200,
            new Edit(
                Catalog.Lifecycles + "Restarts.cs",
                "var stage = Resumed(stored.Stage",
                "var stage = IS_PLANTED ? stored.Stage : Resumed(stored.Stage"))
        {
            Worlds = "Clocks",
            From = 50,
        },
        new(
            "let-the-drop-go-by-a-clock-that-is-ahead",
            Within: 600,
            new Edit(
                Catalog.Lifecycles + "AccountRules.cs",
                "now - (trustedSince > from ?",
                "now - (!IS_PLANTED && trustedSince > from ?"))
        {
            Worlds = "Clocks, Heirs",
        },
        new(
            "sign-by-stopwatch",
            Within: 100,
            new Edit(
                Catalog.Executor,
                "secrets.Now, wallClock.Now)",
                "secrets.Now, IS_PLANTED ? timeProvider.GetUtcNow() : wallClock.Now)"))
        {
            Worlds = "Clocks",
        },
    ];
}
