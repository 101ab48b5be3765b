using System.Text.Json.Serialization;

namespace AccountValidation.JuspaySimulator;

/// <summary>One line of the ledger file. Everything that a restarted simulator must still know is one of these.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(AccountEvent.Called), "called")]
[JsonDerivedType(typeof(AccountEvent.TroubleMet), "trouble")]
[JsonDerivedType(typeof(AccountEvent.Dropped), "drop")]
[JsonDerivedType(typeof(AccountEvent.Settled), "settled")]
[JsonDerivedType(typeof(AccountEvent.ScriptSet), "script")]
[JsonDerivedType(typeof(RoutingIdSeen), "routing")]
[JsonDerivedType(typeof(OutageSet), "outage")]
internal abstract record LedgerEvent;

/// <summary>The first routing id of a customer.</summary>
internal sealed record RoutingIdSeen(string CustomerId, string RoutingId) : LedgerEvent;

/// <summary>The whole simulator got worse or better.</summary>
internal sealed record OutageSet(Outage Kind) : LedgerEvent;
