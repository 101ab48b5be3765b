using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Views;
using AccountValidation.Service.Intake;

namespace AccountValidation.Fuzz.Targets;

/// <summary>
/// What the contract says of a start request that was accepted, told in other words than the reader's.
/// </summary>
internal static partial class StartContract
{
    private const int LongestState = 128 * 1024;

    // Where nobody's receiver is: RFC 6890 and what came after it.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "168.63.129.16/32",
            "::/127",
            "::ffff:0:0/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001:db8::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10",
            "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Every field obeys.</summary>
    public static void Check(StartRequest request)
    {
        string?[] ids =
        [
            request.CustomerId,
            request.CustomerAccountId,
            request.RoutingId ?? "-",
            request.Gateway ?? "-",
        ];
        Must.Hold(ids.All(id => id is not null && Id().IsMatch(id) && id is not ("." or "..")), "ids are ids");
        Must.Hold(
            ids.All(id => new Uri($"https://host/a/{Uri.EscapeDataString(id!)}/b").Segments.Length == 4),
            "an id is one segment of a path");
        Must.Hold(request.Amount is null or (> 0 and <= 10), "the amount is within its bounds");
        Must.Hold(
            request.Amount is not { } amount || (amount * 100 == decimal.Truncate(amount * 100) && amount.Scale <= 2),
            "the amount has two decimals at most");
        CheckUrl(request.CallbackUrl);
        Must.Hold(request.Metadata.Count <= 20, "there are 20 pairs at most");
        Must.Hold(
            request.Metadata.All(pair => pair.Key.Length is >= 1 and <= 64 && pair.Value.Length <= 512),
            "a pair is within its bounds");
        CheckKept(request);
    }

    private static void CheckUrl(string? url)
    {
        if (url is null)
        {
            return;
        }

        Must.Hold(
            url.Length <= 2048 && url.All(character => character is > ' ' and < (char)127),
            "a URL is short printable ASCII");
        var parsed = new Uri(url, UriKind.Absolute);
        Must.Hold(
            parsed is { Scheme: "https", UserInfo: "", Fragment: "" } && parsed.Host.Length > 0,
            "a URL is plain https");
        foreach (var host in new[] { parsed.Host, parsed.IdnHost, parsed.DnsSafeHost })
        {
            var name = host.Trim('[', ']').TrimEnd('.');
            Must.Hold(
                !name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                    && !name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase),
                "a URL does not name this machine");
            Must.Hold(
                !IPAddress.TryParse(name, out var address) || !NotPublic.Any(network => network.Contains(address)),
                "a URL names no address that is not public");
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, parsed);
    }

    private static void CheckKept(StartRequest request)
    {
        var validation = Fixed.Accepted(new()
        {
            CustomerId = request.CustomerId,
            CustomerAccountId = request.CustomerAccountId,
            RoutingId = request.RoutingId ?? request.CustomerId,
            Gateway = request.Gateway,
            Amount = request.Amount ?? 1,
            CallbackUrl = request.CallbackUrl,
            Metadata = request.Metadata,
        });
        var kept = StateJson.Serialize(validation);
        var again = StateJson.Deserialize(kept);
        Must.Hold(kept.Length <= LongestState, "what is kept of a request is bounded");
        Must.Hold(StateJson.Serialize(again) == kept, "a validation that was kept is the same again");
        Must.Hold(
            again.Request.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(request.Metadata),
            "the pairs come back as they were given");
        Must.Hold(
            (again.Request.CallbackUrl, again.Request.Amount) == (request.CallbackUrl, request.Amount ?? 1),
            "the URL and the amount come back as they were given");
        _ = JsonSerializer.Serialize(Projection.Of(validation), ContractJson.Default.ValidationView);
        Must.Hold(Fingerprint().IsMatch(request.Fingerprint()), "a fingerprint is 64 digits");
    }

    [GeneratedRegex(@"\A[!-~-[/\\?#%]]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Fingerprint();
}
