using System.Security.Cryptography;
using System.Text;

namespace AccountValidation.Service.Api;

/// <summary>Compares two hashes of equal length.</summary>
internal delegate bool HashEquals(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right);

/// <summary>
/// The SHA-256 of a key or password. The service keeps and compares hashes only. All hashes have equal length, as a
/// comparison in constant time requires. Nobody can choose the first bytes of a hash, so an attacker cannot approach a
/// key byte by byte.
/// </summary>
internal sealed class SecretHash
{
    /// <summary>The comparison that all credential checks use.</summary>
    public static readonly HashEquals InConstantTime = CryptographicOperations.FixedTimeEquals;

    private readonly byte[] _hash;

    private SecretHash(byte[] hash) => _hash = hash;

    /// <summary>The hash of a string.</summary>
    public static SecretHash Of(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Compares this hash with another by the given comparison.</summary>
    public bool Equals(SecretHash other, HashEquals equals) => equals(_hash, other._hash);
}
