using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AccountValidation.Service.Api;

/// <summary>Who a request comes from.</summary>
/// <param name="Name">The caller's name; idempotency keys belong to it.</param>
/// <param name="IsOperator">True when its key opens the management API too.</param>
public sealed record Caller(string Name, bool IsOperator);

/// <summary>
/// Tells callers by their keys, as Azure Functions does: header <c>x-functions-key</c> or query parameter <c>code</c>.
/// Every known key is compared, each in constant time, so that the time taken tells nothing.
/// </summary>
public sealed class KeyRing
{
    /// <summary>The header that carries a key.</summary>
    public const string HeaderName = "x-functions-key";

    /// <summary>The query parameter that carries a key.</summary>
    public const string ParameterName = "code";

    private static readonly Caller Anyone = new("anyone", IsOperator: true);

    private readonly (byte[] Hash, Caller Caller)[] _known;

    /// <summary>Creates the ring. Without any key everybody may call: the self-host allows that in Development only.</summary>
    public KeyRing(ApiSettings settings) => _known =
    [
        .. settings.Keys.Select(key => (HashOf(key.Value), new Caller(key.Key, IsOperator: false))),
        .. settings.OperatorKeys.Select(key => (HashOf(key.Value), new Caller("operator:" + key.Key, IsOperator: true))),
    ];

    /// <summary>The caller of a request; null when it carries no key that is known.</summary>
    public Caller? CallerOf(HttpRequest request)
    {
        if (_known.Length == 0)
        {
            return Anyone;
        }

        var given = request.Headers.TryGetValue(HeaderName, out var header) ? header.ToString() : request.Query[ParameterName].ToString();
        var hash = HashOf(given);
        Caller? caller = null;
        foreach (var (known, its) in _known)
        {
            caller = CryptographicOperations.FixedTimeEquals(known, hash) ? its : caller;
        }

        return caller;
    }

    // Hashes are of one length whatever the key's, which the constant-time comparison needs.
    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
