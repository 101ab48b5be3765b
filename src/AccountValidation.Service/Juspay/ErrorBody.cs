using System.Text.Json;
using System.Text.RegularExpressions;

namespace AccountValidation.Service.Juspay;

/// <summary>What Juspay's error object says.</summary>
/// <param name="Code">The error code; null when it is not safe to show.</param>
internal sealed record JuspayError(string? Code);

/// <summary>
/// Tells Juspay's error object from what gateways, filters and frameworks answer with the same HTTP status. Its
/// messages are not read: they may name account details, and what a caller needs is the code.
/// </summary>
internal static partial class ErrorBody
{
    /// <summary>
    /// The error of one of the shapes that Juspay documents (API reference, "Errors"); null for any other body.
    /// Strangers write numbers where Juspay writes strings (<c>"status": 403</c>), or have no code at all.
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

    // Letters, digits and a little punctuation, but no run of digits that could be an account number.
    [GeneratedRegex(@"^(?!.*\d{6})[A-Za-z0-9_.:-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Safe();
}
