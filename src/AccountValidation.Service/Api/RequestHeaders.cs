using System.Globalization;
using AccountValidation.Service.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AccountValidation.Service.Api;

/// <summary>Reads the request headers of the contract.</summary>
public static class RequestHeaders
{
    /// <summary>The header that carries an idempotency key.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    private const int MostSecondsToWait = 30;

    /// <summary>
    /// The idempotency key; null when the header is missing, or bad according to <paramref name="errors"/>.
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
    /// The wait that <c>Prefer: wait=N</c> (RFC 7240) requests, at most 30 s; null without that preference. An
    /// unreadable preference is ignored, as the RFC requires.
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

    // Digits that overflow an int still mean a long wait.
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
