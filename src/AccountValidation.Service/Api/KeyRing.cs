using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

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

    /// <summary>What a 401 says of how to show who asks (RFC 9110, section 11.6.1).</summary>
    public const string Challenge = $"ApiKey header=\"{HeaderName}\"";

    /// <summary>The query parameter that carries a key.</summary>
    public const string ParameterName = "code";

    private static readonly Caller Anyone = new("anyone", IsOperator: true);

    private readonly HashEquals _equals;
    private volatile (SecretHash Hash, Caller Caller)[] _known;

    /// <summary>
    /// Creates the ring. Without any key everybody may call: the self-host allows that in Development only.
    /// </summary>
    public KeyRing(ApiSettings settings)
        : this(settings, SecretHash.InConstantTime)
    {
    }

    internal KeyRing(ApiSettings settings, HashEquals equals) => (_equals, _known) = (equals, KnownOf(settings));

    /// <summary>Knows other keys from now on.</summary>
    public void Use(ApiSettings settings) => _known = KnownOf(settings);

    /// <summary>The caller of a request; null when it carries no key that is known.</summary>
    public Caller? CallerOf(HttpRequest request)
    {
        var known = _known;
        if (known.Length == 0)
        {
            return Anyone;
        }

        return request.Headers.TryGetValue(HeaderName, out var header)
            ? CallerOf(known, header.ToString())
            : CallerOf(known, request.Query[ParameterName].ToString())
                ?? CallerOf(known, WithPluses(request.QueryString));
    }

    private static (SecretHash Hash, Caller Caller)[] KnownOf(ApiSettings settings) =>
        [
            .. settings.Keys.Select(key => (SecretHash.Of(key.Value), new Caller(key.Key, IsOperator: false))),
            .. settings.OperatorKeys.Select(key =>
                (SecretHash.Of(key.Value), new Caller("operator:" + key.Key, IsOperator: true))),
        ];

    private Caller? CallerOf((SecretHash Hash, Caller Caller)[] ring, string given)
    {
        var hash = SecretHash.Of(given);
        Caller? caller = null;
        foreach (var (known, its) in ring)
        {
            caller = known.Equals(hash, _equals) ? its : caller;
        }

        return caller;
    }

    // A form writes a space as +, a URL means a plus by it: keys in base64 are full of them. Nothing when there are
    // several keys.
    private static string WithPluses(QueryString query)
    {
        var keys = new List<string>();
        foreach (var parameter in new QueryStringEnumerable(query.Value))
        {
            if (parameter.DecodeName().Span.Equals(ParameterName, StringComparison.OrdinalIgnoreCase))
            {
                keys.Add(Uri.UnescapeDataString(parameter.EncodedValue.Span));
            }
        }

        return keys is [var key] ? key : "";
    }
}
