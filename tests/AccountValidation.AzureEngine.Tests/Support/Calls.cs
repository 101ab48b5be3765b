namespace AccountValidation.AzureEngine.Tests.Support;

/// <summary>Names and numbers of calls to the storage.</summary>
internal static class Calls
{
    /// <summary>
    /// How many calls make the tables, and find that nothing is to be migrated. The calls of a test come after them.
    /// </summary>
    public const int ToMakeTables = 6;

    /// <summary>An intent: its entry in the money journal and its account in one transaction.</summary>
    public const string Intent = "POST $batch";

    /// <summary>The outcome of a penny drop goes into its entry.</summary>
    public const string Outcome = "PATCH CustomerAccounts";
}
