using System.Text.Json;
using System.Text.RegularExpressions;

namespace AccountValidation.Service.Juspay;

/// <summary>
/// Reads Juspay's error code. Its messages are not read: they may name account details, and what a caller needs is the
/// code.
/// </summary>
internal static partial class ErrorBody
{
    /// <summary>The code of any of the documented shapes; null when there is none that is safe to show.</summary>
    public static string? CodeOf(ReadOnlyMemory<byte> body) => JsonText.Read<string?>(body, ReadRoot, otherwise: null);

    private static string? ReadRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var info = root.TryGetProperty("error_info", out var nested) && nested.ValueKind == JsonValueKind.Object ? nested : root;
        var code = JsonText.Of(root, "error_code") ?? JsonText.Of(info, "code") ?? JsonText.Of(root, "code");
        return code is not null && Safe().IsMatch(code) ? code : null;
    }

    // Letters, digits and a little punctuation, but no run of digits that could be an account number.
    [GeneratedRegex(@"^(?!.*\d{6})[A-Za-z0-9_.:-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Safe();
}
