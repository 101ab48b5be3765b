namespace AccountValidation.Simulation.Tests.Mutants;

/// <summary>Faults of what is durable: intents, commits, timers, keys, the account's lock.</summary>
internal static class StoreFaults
{
    private const string Engine = "AccountValidation.SelfHost/Engine/";
    private const string Storage = "AccountValidation.SelfHost/Storage/";
    private const string Commit = "            transaction.Commit();\n";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Mutant> All =
    [
        new(
            "skip-the-journal",
            Within: 10,
            new Edit(
                Engine + "StateJournal.cs",
                "                return after;",
                "                return IS_PLANTED ? current : after;")),
        new(
            "run-an-interrupted-penny-drop-again",
            Within: 200,
            new Edit(
                Catalog.Executor,
                "earlier.Reply ?? new JuspayReply.Unclear(ReplyCauses.Interrupted)",
                "earlier.Reply ?? (IS_PLANTED ? new JuspayReply.NotAccepted(ReplyCauses.Interrupted) : new "
                + "JuspayReply.Unclear(ReplyCauses.Interrupted))")),
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
                        if (IS_PLANTED && reader.Find(id) is { IsSettled: false } open
                            && Lifecycle.Apply(open, outcome, now) is { IsSettled: true } settled
                            && Lifecycle.Next(settled, now) is Step.DeliverCallback delivery)
                        {
                            await executor.ExecuteAsync(settled, delivery, journal, cancellationToken);
                        }

                """)),
        new(
            "drop-the-idempotency-constraint",
            Within: 100,
            new Edit(
                Storage + "StoreTransaction.cs",
                "claim is not null && FindKey(claim) is",
                "claim is not null && !IS_PLANTED && FindKey(claim) is"),
            new Edit(
                Storage + "StoreTransaction.cs",
                "\"INSERT INTO idempotency_key",
                "(IS_PLANTED ? \"INSERT OR REPLACE\" : \"INSERT\") + \" INTO idempotency_key")),
        new(
            "forget-a-durable-timer",
            Within: 500,
            new Edit(
                Engine + "SelfHostEngine.cs",
                "_queue.Set(change.After.Id, change.DueAt",
                "if (!IS_PLANTED || change.After.Stage is not Stage.Confirming) _queue.Set(change.After.Id, "
                + "change.DueAt")),
        new(
            "tell-before-the-commit",
            Within: 50,
            TooEarly("if (IS_PLANTED)", "changes.ForEach(Tell);", "batch.ForEach(write => write.Complete());")),
        new(
            "tell-a-single-write-before-its-commit",
            Within: 50,
            TooEarly("if (IS_PLANTED && batch is [var single])", "changes.ForEach(Tell);", "single.Complete();")),
        new(
            "tell-the-last-write-before-its-commit",
            Within: 200,
            TooEarly("if (IS_PLANTED && batch is [.., _, var last])", "last.Complete();"))
        {
            Worlds = "Permits, SlowSending",
        },
    ];

    private static Edit TooEarly(string condition, params IEnumerable<string> told) =>
        new(
            Storage + "StoreWriter.cs",
            Commit,
            $"            {condition}\n            {{\n"
                + string.Concat(told.Select(line => $"                {line}\n"))
                + $"            }}\n\n{Commit}");
}
