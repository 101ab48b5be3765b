using System.Globalization;
using AccountValidation.Service.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AccountValidation.Service.Api;

/// <summary>Reads the headers of the contract.</summary>
public static class RequestHeaders
{
    /// <summary>The header that carries an idempotency key.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    private const int MostSecondsToWait = 30;

    /// <summary>
    /// The idempotency key; null when there is none or <paramref name="errors"/> tell what is wrong with it.
    /// </summary>
    public static string? ReadIdempotencyKey(IHeaderDictionary headers, FieldErrors errors)
    {
        if (!headers.TryGetValue(IdempotencyKey, out var values))
        {
            return null;
        }

        var key = values is [{ } single] ? single : "";
        if (IdempotencyKeys.IsKey(key))
        {
            return key;
        }

        errors.Add(
            IdempotencyKey,
            $"must be given once and have 1 to {IdempotencyKeys.MaxLength} printable ASCII characters.");
        return null;
    }

    /// <summary>
    /// The time that <c>Prefer: wait=N</c> (RFC 7240) asks for, at most 30 s; null when it asks for none. A preference
    /// that cannot be read is ignored, as the RFC wants.
    /// </summary>
    public static TimeSpan? ReadWait(IHeaderDictionary headers)
    {
        foreach (var preference in PreferencesIn(headers["Prefer"]))
        {
            var parts = preference.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is [var name, var value]
                && name.Equals("wait", StringComparison.OrdinalIgnoreCase)
                && SecondsIn(value.Split(';')[0].Trim().Trim('"')) is { } seconds)
            {
                return TimeSpan.FromSeconds(seconds);
            }
        }

        return null;
    }

    // Digits that overflow are a long wait all the same.
    private static int? SecondsIn(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit)
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? Math.Min(seconds, MostSecondsToWait)
                : MostSecondsToWait
            : null;

    private static IEnumerable<string> PreferencesIn(StringValues values) =>
        values.SelectMany(value =>
            (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
