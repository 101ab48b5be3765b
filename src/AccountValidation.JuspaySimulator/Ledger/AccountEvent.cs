namespace AccountValidation.JuspaySimulator;

/// <summary>Something that happened to one account.</summary>
internal abstract record AccountEvent : LedgerEvent
{
    private AccountEvent(string customerId, string customerAccountId, DateTimeOffset at) =>
        (CustomerId, CustomerAccountId, At) = (customerId, customerAccountId, at);

    public string CustomerId { get; init; }

    public string CustomerAccountId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The first call under the present script.</summary>
    internal sealed record Called(string CustomerId, string CustomerAccountId, DateTimeOffset At)
        : AccountEvent(CustomerId, CustomerAccountId, At);

    /// <summary>A call met a trouble that happens a limited number of times.</summary>
    internal sealed record TroubleMet(string CustomerId, string CustomerAccountId, DateTimeOffset At)
        : AccountEvent(CustomerId, CustomerAccountId, At);

    /// <summary>A penny was dropped, under the script of that name.</summary>
    internal sealed record Dropped(string CustomerId, string CustomerAccountId, DateTimeOffset At, string? Amount, string Script)
        : AccountEvent(CustomerId, CustomerAccountId, At);

    /// <summary>Every drop that was open got its answer by hand.</summary>
    internal sealed record Settled(string CustomerId, string CustomerAccountId, DateTimeOffset At, Verdict Verdict)
        : AccountEvent(CustomerId, CustomerAccountId, At);

    /// <summary>The account got another script.</summary>
    internal sealed record ScriptSet(string CustomerId, string CustomerAccountId, DateTimeOffset At, string Script)
        : AccountEvent(CustomerId, CustomerAccountId, At);
}
