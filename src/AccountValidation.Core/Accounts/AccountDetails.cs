namespace AccountValidation.Core.Accounts;

/// <summary>
/// What Juspay tells about the bank account or VPA behind a customer account. Account number and VPA are masked before
/// they come here (<see cref="Masking"/>): the plain values are never part of any state.
/// </summary>
/// <param name="MaskedVpa">The masked VPA, such as <c>42******77@yesg</c>; null for a bank account.</param>
/// <param name="MaskedAccountNumber">The masked account number; null for a VPA.</param>
/// <param name="Ifsc">The bank branch's IFSC.</param>
/// <param name="BankName">The bank's name.</param>
/// <param name="BeneficiaryName">The holder's name at the bank. Personal data: for answers and callbacks only.</param>
public sealed record AccountDetails(
    string? MaskedVpa = null,
    string? MaskedAccountNumber = null,
    string? Ifsc = null,
    string? BankName = null,
    string? BeneficiaryName = null)
{
    /// <summary>Nothing is known.</summary>
    public static readonly AccountDetails None = new();

    /// <summary>
    /// These details, with what they lack taken from <paramref name="earlier"/>: Juspay's answers differ in how much
    /// they tell.
    /// </summary>
    public AccountDetails OrElse(AccountDetails earlier) => new(
        MaskedVpa ?? earlier.MaskedVpa,
        MaskedAccountNumber ?? earlier.MaskedAccountNumber,
        Ifsc ?? earlier.Ifsc,
        BankName ?? earlier.BankName,
        BeneficiaryName ?? earlier.BeneficiaryName);

    /// <summary>Names no person: the text may reach a log.</summary>
    public override string ToString() => nameof(AccountDetails);
}
