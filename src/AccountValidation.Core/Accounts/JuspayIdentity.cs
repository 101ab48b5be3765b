namespace AccountValidation.Core.Accounts;

/// <summary>
/// A Juspay installation and the merchant there. One Juspay's answers say nothing of a drop at another Juspay.
/// </summary>
/// <param name="BaseUrl"><c>Juspay:BaseUrl</c>.</param>
/// <param name="MerchantId"><c>Juspay:MerchantId</c>; null when the setting is missing.</param>
public sealed record JuspayIdentity(string BaseUrl, string? MerchantId)
{
    /// <summary>
    /// False when both are known and differ. A state from before identities were noted counts as today's Juspay.
    /// </summary>
    public static bool MayBeSame(JuspayIdentity? one, JuspayIdentity? other) =>
        one is null || other is null || one == other;
}
