namespace AccountValidation.Core.Accounts;

/// <summary>Which Juspay, and whose account there: what one says of a penny drop means nothing of another's.</summary>
/// <param name="BaseUrl"><c>Juspay:BaseUrl</c>.</param>
/// <param name="MerchantId"><c>Juspay:MerchantId</c>; null when it is not set.</param>
public sealed record JuspayIdentity(string BaseUrl, string? MerchantId)
{
    /// <summary>
    /// False when both are noted and differ: what was stored before identities were noted is taken for today's.
    /// </summary>
    public static bool MayBeSame(JuspayIdentity? one, JuspayIdentity? other) =>
        one is null || other is null || one == other;
}
