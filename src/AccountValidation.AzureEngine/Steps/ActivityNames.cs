namespace AccountValidation.AzureEngine.Steps;

/// <summary>
/// The names of the activities, one for each kind of step. Histories of orchestrations hold these names, so the names
/// never change.
/// </summary>
public static class ActivityNames
{
    /// <summary>Checks the account and moves no money.</summary>
    public const string CheckAccount = "CheckAccount";

    /// <summary>Checks the account and drops the penny if the check allows it.</summary>
    public const string DropPenny = "DropPenny";

    /// <summary>Writes the settlement and frees the account.</summary>
    public const string Settle = "SettleValidation";

    /// <summary>Sends the callback once.</summary>
    public const string DeliverCallback = "DeliverCallback";

    /// <summary>Hands the callback over to the dead letters.</summary>
    public const string DeadLetterCallback = "DeadLetterCallback";
}
