using System.Security.Cryptography;
using System.Text;

namespace AccountValidation.Contract.Tests;

/// <summary>
/// Checks signatures as a receiver must (Standard Webhooks 1.0), written from the specification alone.
/// </summary>
internal static class WebhookVerifier
{
    private const string Version = "v1,";

    /// <summary>Whether one of the signatures, separated by spaces, was made with the secret.</summary>
    public static bool Verifies(string secret, string id, string timestamp, string signatures, ReadOnlySpan<byte> body)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = HMACSHA256.HashData(key, signed);
        return signatures.Split(' ')
            .Where(signature => signature.StartsWith(Version, StringComparison.Ordinal))
            .Any(signature =>
                CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(signature[Version.Length..]), expected)
            );
    }
}
