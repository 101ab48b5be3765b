using System.Text.Json;
using System.Text.RegularExpressions;
using AccountValidation.Core;
using AccountValidation.Core.Accounts;

namespace AccountValidation.Service.Juspay;

/// <summary>
/// Reads the account in a 200 response. Unknown fields are ignored. Numbers may come as strings, and strings as
/// numbers. Details may be nested in <c>account_details</c> or stand at the top. <c>id</c> and <c>last_validated</c>
/// may be missing.
/// </summary>
internal static partial class AccountBody
{
    private const int MaxTextLength = 256;

    /// <summary>The account in the body, or the reason why the body shows none.</summary>
    /// <param name="accountId">The customer account of the request.</param>
    /// <param name="body">The body of the response.</param>
    public static JuspayReply Read(string accountId, ReadOnlyMemory<byte> body) => JsonText.Read(
        body, root => ReadRoot(accountId, root), otherwise: new JuspayReply.Unclear(ReplyCauses.UnreadableAnswer));

    private static JuspayReply ReadRoot(string accountId, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new JuspayReply.Unclear(ReplyCauses.UnreadableAnswer);
        }

        if (NamesAnother(accountId, root))
        {
            return new JuspayReply.Unclear(ReplyCauses.OtherAccount);
        }

        var date = JuspayDate.Read(JsonText.Of(root, "last_validated"));
        return StatusOf(JsonText.Of(root, "validation_status")) is { } status
            ? new JuspayReply.Answered(new(status, date.Instant, DetailsOf(root), date.Unread))
            : new JuspayReply.Unclear(ReplyCauses.UnknownStatus);
    }

    // Juspay does not document whether ids ignore case, so a difference in case alone means the same account. An id
    // that is neither a string nor a number means another account.
    private static bool NamesAnother(string accountId, JsonElement root) =>
        root.TryGetProperty("id", out var id)
        && id.ValueKind switch
        {
            JsonValueKind.Null => false,
            JsonValueKind.String or JsonValueKind.Number =>
                JsonText.Of(root, "id") is { } text && !text.Equals(accountId, StringComparison.OrdinalIgnoreCase),
            _ => true,
        };

    private static AccountStatus? StatusOf(string? text) => text switch
    {
        "CREATED" => AccountStatus.Created,
        "PENDING" => AccountStatus.Pending,
        "ACTIVE" => AccountStatus.Active,
        "FAILURE" => AccountStatus.Failure,
        _ => null,
    };

    private static AccountDetails DetailsOf(JsonElement root)
    {
        var nested =
            root.TryGetProperty("account_details", out var details) && details.ValueKind == JsonValueKind.Object
                ? details
                : root;
        // Masking precedes cutting, because a cut number may be too short to be recognised.
        string? Text(string name) =>
            Whole(name) is { } text ? Bounded(WithoutSplitNumbers(Masking.Numbers(text))) : null;
        string? Detail(string name) => Bounded(Whole(name));
        string? Whole(string name) => JsonText.Of(nested, name) ?? JsonText.Of(root, name);

        // No plain account number or VPA leaves this method, not even a number that a bank put into another field.
        return new(
            MaskedVpa: Detail("vpa") is { } vpa ? WithoutSplitNumbers(Masking.Vpa(vpa)) : null,
            MaskedAccountNumber: Detail("account_number") is { } number ? Masking.AccountNumber(number) : null,
            Ifsc: Text("ifsc"),
            BankName: Text("bank_name"),
            BeneficiaryName: Text("beneficiary_name"));
    }

    private static string WithoutSplitNumbers(string text) =>
        SplitNumber().Replace(text, number => Masking.AccountNumber(number.Value));

    // A broken or control character may split a number into two parts, each too short to be masked.
    [GeneratedRegex(@"[0-9](?:[\x00-\x1F\x7F\uFFFD]*[0-9]){8,}", RegexOptions.CultureInvariant)]
    private static partial Regex SplitNumber();

    private static string? Bounded(string? text) => WholeText.Cut(text, MaxTextLength);
}
