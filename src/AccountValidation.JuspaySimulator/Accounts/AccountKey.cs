namespace AccountValidation.JuspaySimulator;

/// <summary>Names one account of one customer.</summary>
internal readonly record struct AccountKey(string CustomerId, string CustomerAccountId);
