namespace AccountValidation.Service.Callbacks;

/// <summary>
/// A symmetric signing secret of Standard Webhooks 1.0: <c>whsec_</c> and the base64 of 24 to 64 bytes.
/// </summary>
public sealed class SigningSecret
{
    private const string Prefix = "whsec_";
    private const int LeastBytes = 24;
    private const int MostBytes = 64;

    private readonly byte[] _key;

    private SigningSecret(byte[] key) => _key = key;

    /// <summary>The 24 to 64 bytes of the HMAC key.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>Reads a secret; null when the string is not a secret.</summary>
    public static SigningSecret? TryParse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var key = new byte[text.Length];
        return
            Convert.TryFromBase64String(text[Prefix.Length..], key, out var length)
            && length is >= LeastBytes and <= MostBytes
            ? new(key[..length])
            : null;
    }

    /// <summary>Shows nothing of the secret, because the string may reach a log.</summary>
    public override string ToString() => Prefix + "***";
}
