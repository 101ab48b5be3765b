namespace AccountValidation.JuspaySimulator;

/// <summary>The bank account or the UPI address behind a customer account, on the wire.</summary>
internal sealed record AccountDetailsBody
{
    public string? Vpa { get; init; }

    public string? AccountNumber { get; init; }

    public string? Ifsc { get; init; }

    public string? BankName { get; init; }

    public string? BeneficiaryName { get; init; }
}
