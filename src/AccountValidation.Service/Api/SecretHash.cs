using System.Security.Cryptography;
using System.Text;

namespace AccountValidation.Service.Api;

/// <summary>Compares two hashes of one length.</summary>
internal delegate bool HashEquals(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right);

/// <summary>
/// The SHA-256 of a key or password: what is known is kept and compared only so. Hashes are of one length whatever the
/// text's, which a comparison in constant time needs; and nobody can choose a text by the first bytes of its hash to
/// get nearer to a key.
/// </summary>
internal sealed class SecretHash
{
    /// <summary>The comparison that every check of a credential makes.</summary>
    public static readonly HashEquals InConstantTime = CryptographicOperations.FixedTimeEquals;

    private readonly byte[] _hash;

    private SecretHash(byte[] hash) => _hash = hash;

    /// <summary>The hash of a text.</summary>
    public static SecretHash Of(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Compares.</summary>
    public bool Equals(SecretHash other, HashEquals equals) => equals(_hash, other._hash);
}
