using System.Net;
using Microsoft.Security.AntiSSRF;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// Where callbacks may go. The URL's text is checked when a request comes in; the address is checked again at each
/// connection, after the name was resolved, by the handler that this policy creates. So a name that resolves to
/// a private address, today or later, is never connected to.
/// </summary>
/// <param name="settings">What the operator allows.</param>
public sealed class CallbackAddressPolicy(CallbackSettings settings)
{
    /// <summary>The longest callback URL, in characters.</summary>
    public const int MaxUrlLength = 2048;

    private const int MaxResponseHeaders = 16; // KiB
    private static readonly TimeSpan PooledConnectionLifetime = TimeSpan.FromMinutes(2);

    // IPv4 addresses inside IPv6 ones that the library's list leaves out: compatible (RFC 4291) and translated (RFC 2765).
    private static readonly string[] Embedding = ["::/96", "::ffff:0:0:0/96"];
    private static readonly IPNetwork[] NonPublic = [.. IPAddressRanges.recommendedLatest.Concat(Embedding).Select(IPNetwork.Parse)];

    /// <summary>What is wrong with a callback URL; null when nothing is.</summary>
    public string? FaultOf(string url)
    {
        if (url.Length > MaxUrlLength)
        {
            return $"must not be longer than {MaxUrlLength} characters.";
        }

        if (!url.All(character => character is > ' ' and < (char)127) || !Uri.TryCreate(url, UriKind.Absolute, out var parsed))
        {
            return "must be an absolute URL such as https://onboarding.example/hooks.";
        }

        if (parsed.Scheme != Uri.UriSchemeHttps && !(parsed.Scheme == Uri.UriSchemeHttp && MayUseHttp(parsed)))
        {
            return settings.AllowHttp ? "must begin with https:// or http://." : "must begin with https://.";
        }

        if (parsed.UserInfo.Length > 0)
        {
            return "must not hold credentials; the signature tells a receiver who calls.";
        }

        if (parsed.Fragment.Length > 0)
        {
            return "must not hold a fragment (#).";
        }

        if (!IsListed(parsed.IdnHost))
        {
            return "names a host that this service is not allowed to call (Callbacks:AllowedHosts).";
        }

        return MayReach(parsed) ? null : "names an address that is not public; this service calls public addresses only.";
    }

    /// <summary>Creates the handler that checks each address that it connects to, and follows no redirect.</summary>
    public HttpMessageHandler CreateHandler()
    {
        var policy = new AntiSSRFPolicy(settings.AllowPrivateNetworks ? PolicyConfigOptions.None : PolicyConfigOptions.ExternalOnlyLatest)
        {
            AllowPlainTextHttp = settings.AllowHttp || settings.AllowLoopback,
            AddXFFHeader = false,
        };
        if (!settings.AllowPrivateNetworks)
        {
            policy.AddDeniedAddresses(Embedding);
        }

        if (settings.AllowLoopback)
        {
            policy.AddAllowedAddresses(IPAddressRanges.loopback);
        }

        var handler = policy.GetHandler();
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.ConnectTimeout = settings.Timeout;
        handler.MaxResponseHeadersLength = MaxResponseHeaders;
        handler.PooledConnectionLifetime = PooledConnectionLifetime;
        handler.ResponseDrainTimeout = TimeSpan.Zero;
        return handler;
    }

    private bool MayUseHttp(Uri url) => settings.AllowHttp || (settings.AllowLoopback && url.IsLoopback);

    private bool MayReach(Uri url)
    {
        if (settings.AllowPrivateNetworks || (settings.AllowLoopback && url.IsLoopback))
        {
            return true;
        }

        var host = url.IdnHost.TrimEnd('.');
        if (IPAddress.TryParse(host, out var address))
        {
            var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            return plain.ScopeIdOrZero() == 0 && !NonPublic.Any(network => network.Contains(plain) || network.Contains(address));
        }

        return !url.IsLoopback
            && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    private bool IsListed(string host) => settings.AllowedHosts.Count == 0 || settings.AllowedHosts.Any(allowed =>
        allowed.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(allowed, StringComparison.OrdinalIgnoreCase));
}

file static class Addresses
{
    public static long ScopeIdOrZero(this IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
}
