namespace AccountValidation.JuspaySimulator;

/// <summary>A customer account on the wire. The order of the fields is that of Juspay's documentation.</summary>
internal sealed record AccountBody(
    string Object,
    string Id,
    string CustomerId,
    string DateCreated,
    AccountDetailsBody AccountDetails,
    string ValidationAmount,
    string Currency,
    string ValidationStatus,
    string? LastValidated)
{
    private const string DefaultAmount = "1";

    public static AccountBody Of(AccountKey key, AccountFacts facts, AccountLook look) => new(
        "customer_account",
        key.CustomerAccountId,
        key.CustomerId,
        JuspayWire.Date(AccountIdentity.CreatedAt(key)),
        AccountIdentity.Details(key),
        facts.Drops is [.., { Amount: { } amount }] ? amount : DefaultAmount,
        "INR",
        JuspayWire.Status(look.Status),
        look.LastValidated is { } at ? JuspayWire.Date(at) : null);
}
