using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AccountValidation.Service.Api;

/// <summary>The sender of a request.</summary>
/// <param name="Name">The caller's name. Idempotency keys belong to this name.</param>
/// <param name="IsOperator">True when the caller's API key opens the management API too.</param>
/// <param name="SeesAll">True when the caller may see and change the validations of every caller.</param>
public sealed record Caller(string Name, bool IsOperator, bool SeesAll);

/// <summary>
/// Recognises callers by their API keys, as Azure Functions does: header <c>x-functions-key</c> or query parameter
/// <c>code</c>. The ring compares every known key, each in constant time, so that the duration reveals nothing.
/// </summary>
public sealed class KeyRing
{
    /// <summary>The header that carries an API key.</summary>
    public const string HeaderName = "x-functions-key";

    /// <summary>The <c>WWW-Authenticate</c> header of an operator's 401 (RFC 9110, section 11.6.1).</summary>
    public const string Challenge = $"ApiKey header=\"{HeaderName}\"";

    /// <summary>The query parameter that carries an API key.</summary>
    public const string ParameterName = "code";

    private static readonly Caller Anyone = new("anyone", IsOperator: true, SeesAll: true);

    private readonly HashEquals _equals;
    private volatile (SecretHash Hash, Caller Caller)[] _known;

    /// <summary>
    /// Creates the ring. A ring without keys admits everybody: the self-host allows such a ring in Development only.
    /// </summary>
    public KeyRing(ApiSettings settings)
        : this(settings, SecretHash.InConstantTime)
    {
    }

    internal KeyRing(ApiSettings settings, HashEquals equals) => (_equals, _known) = (equals, KnownOf(settings));

    /// <summary>Replaces the keys from now on.</summary>
    public void Use(ApiSettings settings) => _known = KnownOf(settings);

    /// <summary>The caller of a request; null when the request carries no known key.</summary>
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
            .. settings.Keys.Select(key =>
                (
                    SecretHash.Of(key.Value),
                    new Caller(key.Key, IsOperator: false, settings.SeeAll.Contains(key.Key)))),
            .. settings.OperatorKeys.Select(key =>
                (SecretHash.Of(key.Value), new Caller("operator:" + key.Key, IsOperator: true, SeesAll: true))),
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

    // A form writes a space as +, but in a URL + means a plus, which base64 keys often contain. The result is empty
    // when the query holds several keys.
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
