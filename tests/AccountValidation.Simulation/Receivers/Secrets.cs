using System.Security.Cryptography;
using System.Text;
using AccountValidation.Service.Callbacks;

namespace AccountValidation.Simulation.Receivers;

/// <summary>The signing secrets, and a verifier that shares no code with the signer.</summary>
internal static class Secrets
{
    private static readonly byte[][] Keys =
    [
        .. Enumerable.Range(1, 2).Select(number => SHA256.HashData([(byte)number])),
    ];

    /// <summary>Creates this number of secrets.</summary>
    public static IEnumerable<SigningSecret> Of(int count) =>
        Keys.Take(count)
            .Select(key =>
                SigningSecret.TryParse("whsec_" + Convert.ToBase64String(key))
                ?? throw new InvalidOperationException("No secret."));

    /// <summary>
    /// True when a signature header holds exactly one valid signature of each secret (Standard Webhooks 1.0).
    /// </summary>
    public static bool Verify(int count, string id, string timestamp, ReadOnlySpan<byte> body, string header)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(id + "." + timestamp + "."), .. body];
        var expected = Keys.Take(count).Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
        return header
            .Split(' ')
            .Order(StringComparer.Ordinal)
            .SequenceEqual(expected.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
