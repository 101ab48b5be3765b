using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using AccountValidation.JuspaySimulator.Accounts;
using AccountValidation.JuspaySimulator.Scripts;

namespace AccountValidation.JuspaySimulator.Http;

/// <summary>A customer account. The order of the fields is that of Juspay's documentation.</summary>
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

    public static AccountBody Of(AccountView account) => new(
        "customer_account",
        account.Key.CustomerAccountId,
        account.Key.CustomerId,
        JuspayWire.Date(InventedAccount.CreatedAt(account.Key)),
        InventedAccount.Details(account.Key),
        account.Facts.Drops is [.., { Amount: { } amount }] ? amount : DefaultAmount,
        "INR",
        JuspayWire.Status(account.Result.Status),
        JuspayWire.LastValidated(account.Result));
}

/// <summary>The bank account or the UPI address behind a customer account.</summary>
internal sealed record AccountDetailsBody
{
    public string? Vpa { get; init; }

    public string? AccountNumber { get; init; }

    public string? Ifsc { get; init; }

    public string? BankName { get; init; }

    public string? BeneficiaryName { get; init; }
}

internal sealed record ErrorBody(string Status, string ErrorCode, ErrorInfoBody ErrorInfo)
{
    public static ErrorBody Of(Answer.Error error) => new(
        "error",
        error.ErrorCode,
        new(error.UserMessage, error.DeveloperMessage, error.Code, error.Status < 500 ? "USER_ERROR" : "SYSTEM_ERROR"));
}

internal sealed record ErrorInfoBody(string UserMessage, string DeveloperMessage, string Code, string Category);

/// <summary>Juspay's JSON: snake_case, absent rather than null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountBody))]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class JuspayJson : JsonSerializerContext;

/// <summary>Juspay's notation of dates and statuses.</summary>
internal static class JuspayWire
{
    /// <summary>Writes whole seconds as Juspay does, with milliseconds where they are not zero.</summary>
    public static string Date(DateTimeOffset at) => at.UtcDateTime.ToString(
        at.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        CultureInfo.InvariantCulture);

    public static string? LastValidated(CheckResult result) => result.LastValidated is { } at ? Date(at) : null;

    public static string Status(ValidationStatus status) => status switch
    {
        ValidationStatus.Created => "CREATED",
        ValidationStatus.Pending => "PENDING",
        ValidationStatus.Active => "ACTIVE",
        ValidationStatus.Failure => "FAILURE",
        _ => throw new UnreachableException(),
    };
}

/// <summary>Invents the fixed data of an account. The same ids always give the same data.</summary>
internal static class InventedAccount
{
    private static readonly DateTimeOffset FirstCreated = new(2023, 6, 6, 13, 29, 49, TimeSpan.Zero);

    private static readonly (string Code, string Name)[] Banks =
    [
        ("YESB", "YES BANK"), ("HDFC", "HDFC BANK"), ("ICIC", "ICICI BANK"), ("SBIN", "STATE BANK OF INDIA"),
    ];

    public static DateTimeOffset CreatedAt(AccountKey account) =>
        FirstCreated.AddMinutes(Number(account, 0) % 1_000_000);

    public static AccountDetailsBody Details(AccountKey account)
    {
        if (account.CustomerAccountId.Contains("vpa", StringComparison.OrdinalIgnoreCase))
        {
            return new() { Vpa = Digits(account, 1, 10) + "@yesg" };
        }

        var (code, name) = Banks[Number(account, 2) % (ulong)Banks.Length];
        return new()
        {
            AccountNumber = Digits(account, 1, 12),
            Ifsc = code + "0" + Digits(account, 3, 6),
            BankName = name,
            BeneficiaryName = "ASHA RAO",
        };
    }

    private static string Digits(AccountKey account, int position, int count)
    {
        var digits = Number(account, position).ToString("D20", CultureInfo.InvariantCulture);
        return digits[^count..];
    }

    private static ulong Number(AccountKey account, int position)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{account.CustomerId}\n{account.CustomerAccountId}"));
        return BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(position * sizeof(ulong)));
    }
}
