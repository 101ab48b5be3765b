namespace AccountValidation.Core.Accounts;

/// <summary>
/// Details that Juspay gives of the bank account or VPA behind a customer account. <see cref="Masking"/> masks the
/// account number and the VPA first: no state ever holds the plain values.
/// </summary>
/// <param name="MaskedVpa">The masked VPA, such as <c>42******77@yesg</c>; null for a bank account.</param>
/// <param name="MaskedAccountNumber">The masked account number; null for a VPA.</param>
/// <param name="Ifsc">The bank branch's IFSC.</param>
/// <param name="BankName">The bank's name.</param>
/// <param name="BeneficiaryName">The beneficiary's name as Juspay gives it; a merchant supplies the name when the
/// account is created. Personal data: only responses and callbacks may hold it.</param>
public sealed record AccountDetails(
    string? MaskedVpa = null,
    string? MaskedAccountNumber = null,
    string? Ifsc = null,
    string? BankName = null,
    string? BeneficiaryName = null)
{
    /// <summary>Details that are all unknown.</summary>
    public static readonly AccountDetails None = new();

    /// <summary>
    /// Fills the gaps of these details from <paramref name="earlier"/>: Juspay's answers differ in how much they tell.
    /// </summary>
    public AccountDetails OrElse(AccountDetails earlier) => new(
        MaskedVpa ?? earlier.MaskedVpa,
        MaskedAccountNumber ?? earlier.MaskedAccountNumber,
        Ifsc ?? earlier.Ifsc,
        BankName ?? earlier.BankName,
        BeneficiaryName ?? earlier.BeneficiaryName);

    /// <summary>Names no person: the string may reach a log.</summary>
    public override string ToString() => nameof(AccountDetails);
}
