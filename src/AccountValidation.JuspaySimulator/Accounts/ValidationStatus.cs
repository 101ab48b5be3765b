namespace AccountValidation.JuspaySimulator;

/// <summary>What Juspay says about an account.</summary>
internal enum ValidationStatus
{
    Created,
    Pending,
    Active,
    Failure,
}
