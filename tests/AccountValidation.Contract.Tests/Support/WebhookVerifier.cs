using System.Security.Cryptography;
using System.Text;

namespace AccountValidation.Contract.Tests;

/// <summary>
/// Verifies signatures as a receiver must (Standard Webhooks 1.0), written from the specification only.
/// </summary>
internal static class WebhookVerifier
{
    private const string Version = "v1,";

    /// <summary>Whether the secret made one of the signatures, which spaces separate.</summary>
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
