using System.Text.Json;
using System.Text.RegularExpressions;

namespace AccountValidation.Service.Juspay;

/// <summary>The error object in a Juspay response.</summary>
/// <param name="Code">The error code; null when the code is not safe to show.</param>
internal sealed record JuspayError(string? Code);

/// <summary>
/// Distinguishes Juspay's error object from the bodies that gateways, filters and frameworks send with the same HTTP
/// status. The reader ignores error messages, which may name account details: a caller needs the code only.
/// </summary>
internal static partial class ErrorBody
{
    /// <summary>
    /// The error in one of the shapes that Juspay documents (API reference, "Errors"); null for any other body. Other
    /// servers write numbers where Juspay writes strings (<c>"status": 403</c>), or send no code.
    /// </summary>
    public static JuspayError? Read(ReadOnlyMemory<byte> body) =>
        JsonText.Read<JuspayError?>(body, ReadRoot, otherwise: null);

    private static JuspayError? ReadRoot(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && CodeOf(root) is { } code
            ? new(Safe().IsMatch(code) ? code : null)
            : null;

    private static string? CodeOf(JsonElement root)
    {
        if (IsOf(root, "status", JsonValueKind.String)
            && (JsonText.StringOf(root, "error_code") ?? CodeOfInfo(root)) is { } documented)
        {
            return documented;
        }

        return IsOf(root, "error", JsonValueKind.True) ? JsonText.StringOf(root, "code") : null;
    }

    private static string? CodeOfInfo(JsonElement root) =>
        root.TryGetProperty("error_info", out var info) && info.ValueKind == JsonValueKind.Object
            ? JsonText.StringOf(info, "code")
            : null;

    private static bool IsOf(JsonElement root, string name, JsonValueKind kind) =>
        root.TryGetProperty(name, out var member) && member.ValueKind == kind;

    // The pattern allows letters, digits and a little punctuation, but no run of digits that may be an account number.
    [GeneratedRegex(@"^(?!.*\d{6})[A-Za-z0-9_.:-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Safe();
}
