namespace AccountValidation.JuspaySimulator;

/// <summary>The ledger: every penny.</summary>
internal sealed record LedgerBody(IReadOnlyList<DropBody> Drops, int Total);

/// <summary>One penny.</summary>
internal sealed record DropBody(string CustomerId, string CustomerAccountId, DateTimeOffset At, string? Amount);

/// <summary>One account as the test tool sees it.</summary>
internal sealed record AccountAdminBody(
    string CustomerId,
    string CustomerAccountId,
    string Script,
    string ValidationStatus,
    string? LastValidated,
    int Drops,
    int Gets,
    int Posts,
    int RoutingIdViolations,
    IReadOnlyList<CallBody> Calls);

/// <summary>One call; the status is null when it was not answered.</summary>
internal sealed record CallBody(DateTimeOffset At, string Method, int? Status);

/// <summary>Sets a script.</summary>
internal sealed record ScriptBody(string? Script);

/// <summary>Settles a drop.</summary>
internal sealed record SettleBody(string? Status);

/// <summary>Sets an outage.</summary>
internal sealed record OutageBody(string? Kind);
