using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountValidation.KillHarness.Receivers;

/// <summary>Verifies a callback by Standard Webhooks 1.0, without any code of the product.</summary>
internal static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The fault of a callback's signature; null when valid.</summary>
    public static string? Fault(
        string secret, string id, string timestamp, string signatures, byte[] body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance)
        {
            return $"its timestamp is '{timestamp}'";
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected =
            "v1,"
            + Convert.ToBase64String(
                HMACSHA256.HashData(Convert.FromBase64String(secret[SecretPrefix.Length..]), signed));
        return signatures.Split(' ').Contains(expected) ? null : "its signature is wrong";
    }
}
