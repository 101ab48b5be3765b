using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountValidation.JuspaySimulator;

/// <summary>Invents what Juspay knows about an account: always the same for the same ids.</summary>
internal static class AccountIdentity
{
    private static readonly DateTimeOffset FirstCreated = new(2023, 6, 6, 13, 29, 49, TimeSpan.Zero);

    private static readonly (string Code, string Name)[] Banks =
    [
        ("YESB", "YES BANK"), ("HDFC", "HDFC BANK"), ("ICIC", "ICICI BANK"), ("SBIN", "STATE BANK OF INDIA"),
    ];

    public static DateTimeOffset CreatedAt(AccountKey key) => FirstCreated.AddMinutes(Number(key, 0) % 1_000_000);

    public static AccountDetailsBody Details(AccountKey key)
    {
        if (key.CustomerAccountId.Contains("vpa", StringComparison.OrdinalIgnoreCase))
        {
            return new() { Vpa = Digits(key, 1, 10) + "@yesg" };
        }

        var (code, name) = Banks[Number(key, 2) % (ulong)Banks.Length];
        return new()
        {
            AccountNumber = Digits(key, 1, 12),
            Ifsc = code + "0" + Digits(key, 3, 6),
            BankName = name,
            BeneficiaryName = "ASHA RAO",
        };
    }

    private static string Digits(AccountKey key, int position, int count)
    {
        var digits = Number(key, position).ToString("D20", CultureInfo.InvariantCulture);
        return digits[^count..];
    }

    private static ulong Number(AccountKey key, int position)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{key.CustomerId}\n{key.CustomerAccountId}"));
        return BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(position * sizeof(ulong)));
    }
}
