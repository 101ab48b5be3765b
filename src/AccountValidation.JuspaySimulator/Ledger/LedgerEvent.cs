using System.Text.Json.Serialization;
using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Ledger;

/// <summary>One line of the ledger file. A restarted simulator knows these events and nothing else.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(AccountEvent.Called), "called")]
[JsonDerivedType(typeof(AccountEvent.FaultMet), "trouble")]
[JsonDerivedType(typeof(AccountEvent.Dropped), "drop")]
[JsonDerivedType(typeof(AccountEvent.Settled), "settled")]
[JsonDerivedType(typeof(AccountEvent.ScriptSet), "script")]
[JsonDerivedType(typeof(RoutingIdSeen), "routing")]
[JsonDerivedType(typeof(OutageSet), "outage")]
internal abstract record LedgerEvent;

/// <summary>The first routing id of a customer.</summary>
internal sealed record RoutingIdSeen(string CustomerId, string RoutingId) : LedgerEvent;

/// <summary>An outage began or, with <see cref="Outage.None"/>, ended.</summary>
internal sealed record OutageSet(Outage Kind) : LedgerEvent;

/// <summary>An event of one account.</summary>
internal abstract record AccountEvent : LedgerEvent
{
    private AccountEvent(string customerId, string customerAccountId, DateTimeOffset at) =>
        (CustomerId, CustomerAccountId, At) = (customerId, customerAccountId, at);

    public string CustomerId { get; init; }

    public string CustomerAccountId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The first call under the present script arrived.</summary>
    internal sealed record Called(string CustomerId, string CustomerAccountId, DateTimeOffset At)
        : AccountEvent(CustomerId, CustomerAccountId, At);

    /// <summary>A call met a fault that is limited to a number of calls.</summary>
    internal sealed record FaultMet(string CustomerId, string CustomerAccountId, DateTimeOffset At)
        : AccountEvent(CustomerId, CustomerAccountId, At);

    /// <summary>A POST dropped a penny under the script of that name.</summary>
    internal sealed record Dropped(
        string CustomerId, string CustomerAccountId, DateTimeOffset At, string? Amount, string Script)
        : AccountEvent(CustomerId, CustomerAccountId, At);

    /// <summary>The admin route settled every open drop.</summary>
    internal sealed record Settled(string CustomerId, string CustomerAccountId, DateTimeOffset At, Verdict Verdict)
        : AccountEvent(CustomerId, CustomerAccountId, At);

    /// <summary>The admin route set another script.</summary>
    internal sealed record ScriptSet(string CustomerId, string CustomerAccountId, DateTimeOffset At, string Script)
        : AccountEvent(CustomerId, CustomerAccountId, At);
}

/// <summary>An outage of the whole simulator. Ledger files store these names.</summary>
internal enum Outage
{
    [JsonStringEnumMemberName("none")]
    None,

    [JsonStringEnumMemberName("key-refused")]
    KeyRefused,

    [JsonStringEnumMemberName("error")]
    Error,

    [JsonStringEnumMemberName("throttled")]
    Throttled,

    [JsonStringEnumMemberName("refuse")]
    Refuse,
}
