using System.Net;
using Microsoft.Security.AntiSSRF;

namespace AccountValidation.Service.Callbacks;

/// <summary>
/// Decides where callbacks may go. The policy checks the URL when a request comes in. <see cref="CallbackHandler"/>
/// checks the resolved address again at each connection. So the service never connects to a name that resolves, today
/// or later, to a private address.
/// </summary>
/// <param name="settings">The schemes, networks and hosts that the operator allows.</param>
public sealed class CallbackAddressPolicy(CallbackSettings settings)
{
    /// <summary>The length of the longest callback URL, in characters.</summary>
    public const int MaxUrlLength = 2048;

    // IPv6 ranges that embed IPv4 addresses and are missing from the library's list: IPv4-compatible (RFC 4291) and
    // IPv4-translated (RFC 2765) addresses.
    private static readonly string[] Embedding = ["::/96", "::ffff:0:0:0/96"];
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly Range AddressBytesOfNat64 = 12..;
    private static readonly IPNetwork[] NonPublic =
    [
        .. IPAddressRanges.recommendedLatest.Concat(Embedding).Select(IPNetwork.Parse),
    ];

    /// <summary>The fault of a callback URL in a request; null when the URL is good.</summary>
    public string? FaultOf(string url) =>
        url.Length > MaxUrlLength ? $"must not be longer than {MaxUrlLength} characters."
        : WhyNotSent(url) is { } fault ? fault
        : CallbackUrl.IsWritable(url) ? null
        : "holds a character that a URL may not have, such as a backslash, or a % without two hexadecimal digits; "
            + "percent-encode it, since the URL is called as it is written.";

    /// <summary>The reason against sending to a URL; null when the service may send.</summary>
    internal string? WhyNotSent(string url)
    {
        if (
            !url.All(character => character is > ' ' and < (char)127)
            || !Uri.TryCreate(url, UriKind.Absolute, out var parsed))
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

        return MayReach(parsed)
            ? null
            : "names an address that is not public; this service calls public addresses only.";
    }

    /// <summary>True when the service may connect to an address, whatever name resolved to the address.</summary>
    internal bool MayConnectTo(IPAddress address) =>
        settings.AllowPrivateNetworks
        || (settings.AllowLoopback && IPAddress.IsLoopback(Plain(address)))
        || IsPublic(address);

    /// <summary>True when the URL's scheme allows a connection. The policy has checked the URL itself before.</summary>
    internal bool MayUseScheme(Uri? url) =>
        url?.Scheme == Uri.UriSchemeHttps || settings.AllowHttp || settings.AllowLoopback;

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
            return IsPublic(address);
        }

        return !url.IsLoopback
            && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    // Through NAT64 an IPv6-only machine reaches IPv4 addresses, public or not. So the embedded IPv4 address decides
    // (RFC 6052).
    private static bool IsPublic(IPAddress address)
    {
        if (Nat64.Contains(address))
        {
            return IsPublic(new IPAddress(address.GetAddressBytes()[AddressBytesOfNat64]));
        }

        var plain = Plain(address);
        return plain.ScopeIdOrZero() == 0
            && !NonPublic.Any(network => network.Contains(plain) || network.Contains(address));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

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
