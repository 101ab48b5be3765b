namespace AccountValidation.JuspaySimulator;

/// <summary>The two calls that Juspay's API has for a customer account.</summary>
[Flags]
internal enum Calls
{
    None = 0,
    Look = 1,
    Validate = 2,
    Both = Look | Validate,
}
