using AccountValidation.Service.Callbacks;

namespace AccountValidation.Service.Tests.Callbacks;

/// <summary>Which callback URLs are accepted, by their text alone.</summary>
public sealed class AddressPolicyTests
{
    private const string NotAUrl = "must be an absolute URL";
    private const string NotHttps = "must begin with https://.";
    private const string NotWritable = "holds a character that a URL may not have";
    private const string NotPublic = "names an address that is not public";

    [Theory]
    [InlineData("https://onboarding.example/hooks")]
    [InlineData("https://onboarding.example")]
    [InlineData("https://onboarding.example:8443/hooks?tenant=7&x=%20")]
    [InlineData("HTTPS://ONBOARDING.EXAMPLE/")]
    [InlineData("https://xn--bcher-kva.example/")]
    [InlineData("https://93.184.216.34/")]
    [InlineData("https://[2606:2800:220:1:248:1893:25c8:1946]/")]
    [InlineData("https://[64:ff9b::93.184.216.34]/")]
    [InlineData("https://onboarding.example/~tenant/%7e/../a//b?x=[1]&y=!$'()*+,;")]
    [InlineData("https://localhost.example/")]
    [InlineData("https://notlocalhost/")]
    [InlineData("https://172.15.255.255/")]
    [InlineData("https://172.32.0.1/")]
    [InlineData("https://100.128.0.1/")]
    public void FaultOf_PublicHttps_IsNull(string url) => Assert.Null(FaultOf(url, new()));

    [Theory]
    [InlineData("", NotAUrl)]
    [InlineData("hooks", NotAUrl)]
    [InlineData("https://", NotAUrl)]
    [InlineData("https:///hooks", NotAUrl)]
    [InlineData(" https://onboarding.example/", NotAUrl)]
    [InlineData("https://onboarding.example/a b", NotAUrl)]
    [InlineData("https://onboarding.example/\t", NotAUrl)]
    [InlineData("https://onboarding.example/\r\nx: y", NotAUrl)]
    [InlineData("https://b\u00fccher.example/", NotAUrl)]
    [InlineData("https://onboarding.example/\u00fc", NotAUrl)]
    [InlineData("https://onboarding.example:99999/", NotAUrl)]
    [InlineData("http://onboarding.example/", NotHttps)]
    [InlineData("ftp://onboarding.example/", NotHttps)]
    [InlineData("file:///etc/passwd", NotHttps)]
    [InlineData("gopher://onboarding.example/", NotHttps)]
    [InlineData("javascript:alert(1)", NotHttps)]
    [InlineData("https://user@onboarding.example/", "must not hold credentials")]
    [InlineData("https://user:secret@onboarding.example/", "must not hold credentials")]
    [InlineData("https://onboarding.example/#part", "must not hold a fragment")]
    [InlineData("https://onboarding.example/#", "must not hold a fragment")]
    [InlineData("https://onboarding.example/a\\b", NotWritable)]
    [InlineData("https:\\\\onboarding.example/", NotWritable)]
    [InlineData("https://onboarding.example/{tenant}", NotWritable)]
    [InlineData("https://onboarding.example/?q=\"x\"", NotWritable)]
    [InlineData("https://onboarding.example/100%", NotWritable)]
    [InlineData("https://onboarding.example/%4", NotWritable)]
    [InlineData("https://onboarding.example/%zz", NotWritable)]
    public void FaultOf_NotAPlainHttpsUrl_SaysWhy(string url, string fault) =>
        Assert.StartsWith(fault, FaultOf(url, new()), StringComparison.Ordinal);

    [Theory]
    [InlineData("/hooks")]
    [InlineData("//onboarding.example/hooks")]
    // A file on some systems, no URL on others.
    public void FaultOf_RootedPath_IsRefused(string url) => Assert.NotNull(FaultOf(url, new()));

    [Fact]
    public void FaultOf_Length_IsBounded()
    {
        const string Start = "https://onboarding.example/";

        Assert.Null(FaultOf(Start + new string('a', 2048 - Start.Length), new()));
        Assert.Equal(
            "must not be longer than 2048 characters.",
            FaultOf(Start + new string('a', 2049 - Start.Length), new()));
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0x7f000001")]
    [InlineData("017700000001")]
    [InlineData("127.1")]
    [InlineData("10.0.0.1.")]
    [InlineData("%31%30.0.0.1")]
    [InlineData("[::]")]
    [InlineData("[::1]")]
    [InlineData("[fc00::1]")]
    [InlineData("[fd12:3456:789a::1]")]
    [InlineData("[fe80::1]")]
    [InlineData("[fe80::1%25eth0]")]
    [InlineData("[ff02::1]")]
    [InlineData("[::ffff:10.0.0.1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:a9fe:a9fe]")]
    [InlineData("[64:ff9b::10.0.0.1]")]
    [InlineData("[2002:0a00:0001::1]")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST.")]
    [InlineData("a.localhost")]
    [InlineData("a.b.LocalHost")]
    [InlineData("%6cocalhost")]
    public void FaultOf_AddressThatIsNotPublic_IsRefused(string host)
    {
        var fault = FaultOf($"https://{host}/hooks", new());

        Assert.True(
            fault is not null
                && (
                    fault.StartsWith(NotPublic, StringComparison.Ordinal)
                    || fault.StartsWith(NotAUrl, StringComparison.Ordinal)),
            fault ?? "no fault");
    }

    [Theory]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://[fd12:3456:789a::1]/")]
    public void FaultOf_PrivateNetworksAllowed_IsNull(string url) =>
        Assert.Null(FaultOf(url, new() { AllowPrivateNetworks = true }));

    [Fact]
    public void FaultOf_PrivateNetworksAllowed_StillWantsHttps() =>
        Assert.Equal(NotHttps, FaultOf("http://10.0.0.1/", new() { AllowPrivateNetworks = true }));

    [Fact]
    public void FaultOf_HttpAllowed_IsNullForPublicAddressesOnly()
    {
        var settings = new CallbackSettings { AllowHttp = true };

        Assert.Null(FaultOf("http://onboarding.example/", settings));
        Assert.StartsWith(NotPublic, FaultOf("http://10.0.0.1/", settings), StringComparison.Ordinal);
        Assert.Equal("must begin with https:// or http://.", FaultOf("ftp://onboarding.example/", settings));
    }

    [Theory]
    [InlineData("http://localhost:7071/demo/inbox", true)]
    [InlineData("http://127.0.0.1:7071/", true)]
    [InlineData("https://[::1]/", true)]
    [InlineData("http://onboarding.example/", false)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("https://10.0.0.1/", false)]
    public void FaultOf_LoopbackAllowed_OpensLoopbackAlone(string url, bool isAllowed) =>
        Assert.Equal(isAllowed, FaultOf(url, new() { AllowLoopback = true }) is null);

    [Theory]
    [InlineData("https://onboarding.example/", true)]
    [InlineData("https://ONBOARDING.example:8443/x", true)]
    [InlineData("https://a.onboarding.example/", false)]
    [InlineData("https://hooks.example.com/", true)]
    [InlineData("https://a.b.EXAMPLE.com/", true)]
    [InlineData("https://example.com/", false)]
    [InlineData("https://evil-example.com/", false)]
    [InlineData("https://example.com.evil.example/", false)]
    [InlineData("https://elsewhere.example/", false)]
    public void FaultOf_HostsListed_OpensThoseAlone(string url, bool isAllowed)
    {
        var fault = FaultOf(url, new() { AllowedHosts = ["onboarding.example", "*.example.com"] });

        Assert.Equal(
            isAllowed ? null : "names a host that this service is not allowed to call (Callbacks:AllowedHosts).",
            fault);
    }

    [Fact]
    public void FaultOf_HostListedButPrivate_IsRefused() =>
        Assert.StartsWith(
            NotPublic, FaultOf("https://10.0.0.1/", new() { AllowedHosts = ["10.0.0.1"] }), StringComparison.Ordinal);

    private static string? FaultOf(string url, CallbackSettings settings) =>
        new CallbackAddressPolicy(settings).FaultOf(url);
}
