using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AccountValidation.SelfHost.Tests.Disclosure;

/// <summary>A datum that must not stand everywhere, with every form in which it could hide.</summary>
/// <param name="Name">The name of the datum.</param>
/// <param name="Value">Its text, so odd that it stands nowhere by chance.</param>
internal sealed record Seed(string Name, string Value)
{
    public static readonly Seed AccountNumber = new("account number", "50100473829164");
    public static readonly Seed Vpa = new("VPA", "zq7vpaseed77281");
    public static readonly Seed Beneficiary = new("beneficiary's name", "Zébulon O'Quartermain-Ÿ");
    public static readonly Seed MaskedAccountNumber = new("masked account number", "**********9164");
    public static readonly Seed MaskedVpa = new("masked VPA", "zq***********81@yesg");
    public static readonly Seed CallersKey = new("caller's key", "caller-key+zQ4/seed=1");
    public static readonly Seed OtherKey = new("caller's other key", "other-key+zQ4/seed=2");
    public static readonly Seed OperatorsKey = new("operator's key", "operator-key+zQ4/seed=3");
    public static readonly Seed WrongKey = new("wrong key", "wrong-key+zQ4/seed=4");
    public static readonly Seed JuspayKey = new("Juspay's key", "juspay-key+zQ4/seed=5");
    public static readonly Seed SigningSecret = new("signing secret", "enE0L3NpZ25pbmcrc2VjcmV0L3NlZWQvenE0LzY3ODk=");
    public static readonly Seed NotificationPassword = new("password of notifications", "notify-pass+zQ4/seed=7");
    public static readonly Seed WrongPassword = new("wrong password", "wrong-pass+zQ4/seed=8");
    public static readonly Seed IdempotencyKey = new("idempotency key", "idem-key+zQ4/seed=9");
    public static readonly Seed CallbackToken = new("callback URL's token", "cb-token-zQ4-seed-10");
    public static readonly Seed Metadata = new("metadata", "meta-zQ4 \"sêed\" 11");
    public static readonly Seed OperatorsReason = new("operator's reason", "reason-zQ4-seed-12");
    public static readonly Seed CustomerId = new("customer id", "cst_zQ4seed13");

    public static readonly IReadOnlyList<Seed> All =
    [
        AccountNumber,
        Vpa,
        Beneficiary,
        MaskedAccountNumber,
        MaskedVpa,
        CallersKey,
        OtherKey,
        OperatorsKey,
        WrongKey,
        JuspayKey,
        SigningSecret,
        NotificationPassword,
        WrongPassword,
        IdempotencyKey,
        CallbackToken,
        Metadata,
        OperatorsReason,
        CustomerId,
    ];

    private readonly IReadOnlyList<string> _forms = [.. FormsOf(Value).Distinct(StringComparer.Ordinal)];

    /// <summary>True when a text holds the datum in any form.</summary>
    public bool IsIn(string text) => _forms.Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => Name;

    private static IEnumerable<string> FormsOf(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        yield return value;
        yield return Encoding.Latin1.GetString(bytes); // as the tests read the bytes of a file
        yield return new([.. value.Reverse()]);
        yield return Uri.EscapeDataString(value);
        yield return System.Net.WebUtility.UrlEncode(value);
        yield return System.Net.WebUtility.HtmlEncode(value);
        yield return JsonEncodedText.Encode(value).ToString();
        yield return JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        yield return JsonEncodedText.Encode(Uri.EscapeDataString(value)).ToString();
        yield return Convert.ToHexString(bytes);

        // A longer text may hold the datum in base64: the text before it decides at which of three offsets it begins.
        foreach (var before in Enumerable.Range(0, 3))
        {
            var text = Convert
                .ToBase64String([.. new byte[before], .. bytes])[(before == 0 ? 0 : before + 1)..]
                .TrimEnd('=')[..^1];
            yield return text;
            yield return text.Replace('+', '-').Replace('/', '_');
            yield return JsonEncodedText.Encode(text).ToString();
        }
    }
}
