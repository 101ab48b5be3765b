namespace AccountValidation.JuspaySimulator;

/// <summary>What a call to one of Juspay's routes brings along.</summary>
internal sealed record JuspayCall(AccountKey Key, Calls Kind, bool KeyAccepted, string? RoutingId);
