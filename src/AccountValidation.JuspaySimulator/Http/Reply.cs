namespace AccountValidation.JuspaySimulator;

/// <summary>What a call is answered, and the account as it stands, of which some kinds of garbage are made too.</summary>
internal sealed record Reply(Answer Answer, AccountBody Account);
