using System.Globalization;
using AccountValidation.Service.Callbacks;

namespace AccountValidation.Service.Tests.Hostile;

/// <summary>
/// Every way to write an address that is not public: refused when a request names it, and again when it is to be
/// connected to.
/// </summary>
public sealed class AddressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> NotPublic =>
        [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.254",
            "100.64.0.1",
            "100.127.255.254",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.254",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.254",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "2130706433",
            "0x7f000001",
            "0x7f.1",
            "0177.0.0.1",
            "017700000001",
            "127.1",
            "127.0.1",
            "0xA9FEA9FE",
            "2852039166",
            "0xa9.0xfe.0xa9.0xfe",
            "0251.0376.0251.0376",
            "10.0.0.1.",
            "127.0.0.1.",
            "localhost",
            "localhost.",
            "LOCALHOST",
            "a.localhost",
            "a.localhost.",
            "[::]",
            "[::1]",
            "[0:0:0:0:0:0:0:1]",
            "[::ffff:10.0.0.1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:a9fe:a9fe]",
            "[::FFFF:169.254.169.254]",
            "[0:0:0:0:0:ffff:7f00:1]",
            "[::10.0.0.1]",
            "[::127.0.0.1]",
            "[::a9fe:a9fe]",
            "[::ffff:0:10.0.0.1]",
            "[64:ff9b::10.0.0.1]",
            "[64:ff9b::a9fe:a9fe]",
            "[64:ff9b:1::1]",
            "[2002:a00:1::1]",
            "[2002:7f00:1::]",
            "[2001::1]",
            "[2001:db8::1]",
            "[3fff::1]",
            "[100::1]",
            "[5f00::1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[fe80::1]",
            "[fec0::1]",
            "[ff02::1]",
            "[ff05::2]",
        ];

    public static TheoryData<string> NoUrl =>
        [
            "https://[fe80::1%25eth0]/",
            "https://[fe80::1%eth0]/",
            "https://[::1%251]/",
            "https://127.0.0.1@onboarding.example/",
            "https://onboarding.example@127.0.0.1/",
            "https://a:b@127.0.0.1/",
            "https://\uff11\uff12\uff17.0.0.1/",
            "https://\u2460\u2461\u2466.0.0.1/",
            "https://127\u30020\u30020\u30021/",
            "https://onboarding.ex\u0430mple/",
            "https://localhos\u0074\u200b/",
            "https://%31%32%37.0.0.1/",
            "https://127%2e0.0.1/",
            "https://loc%61lhost/",
            "https://%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1/",
            "https://127%E3%80%820%E3%80%820%E3%80%821/",
            "https://[::1/",
            "https://::1/",
            "https://[127.0.0.1]/",
            "https://127.0.0.1\\@onboarding.example/",
            "https://onboarding.example\\@127.0.0.1/",
            "https:127.0.0.1",
            "https:/127.0.0.1/",
            "https:\\\\127.0.0.1\\",
            "//127.0.0.1/",
            "https://127.0.0.1:0x1bb/",
            "https://\t127.0.0.1/",
            "https://127.0.0.1\n/",
        ];

    [Theory]
    [MemberData(nameof(NotPublic))]
    public void FaultOf_AddressThatIsNotPublic_IsRefused(string host)
    {
        Assert.NotNull(new CallbackAddressPolicy(new()).FaultOf($"https://{host}/hooks"));
        Assert.NotNull(new CallbackAddressPolicy(new()).FaultOf($"https://{host}:8443/hooks"));
        Assert.NotNull(new CallbackAddressPolicy(new() { AllowHttp = true }).FaultOf($"http://{host}/hooks"));
        Assert.NotNull(
            new CallbackAddressPolicy(new() { AllowHttp = true, AllowedHosts = [host] }).FaultOf($"http://{host}/hooks")
        );
    }

    [Theory]
    [MemberData(nameof(NoUrl))]
    public void FaultOf_TextMeantToBeReadAsAnother_IsRefused(string url) =>
        Assert.NotNull(new CallbackAddressPolicy(new()).FaultOf(url));

    [Theory]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://[2606:2800:220:1:248:1893:25c8:1946]/")]
    [InlineData("https://[::ffff:8.8.8.8]/")]
    [InlineData("https://127.0.0.1.nip.example/")]
    [InlineData("https://localhost.onboarding.example/")]
    [InlineData("https://onboarding.example./")]
    [InlineData("https://xn--onboarding-xk5f.example/")]
    public void FaultOf_PublicAddressOrName_IsNull(string url) =>
        Assert.Null(new CallbackAddressPolicy(new()).FaultOf(url));

    // A name may resolve to any of them: the text's check is opened here, so that the check at the connection stands
    // alone.
    [Theory]
    [MemberData(nameof(NotPublic))]
    public async Task SendAsync_AddressThatIsNotPublic_IsNotConnectedTo(string host)
    {
        await using var receiver = await HttpServer.AnsweringAsync(200);
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{receiver.Address.Port}/hooks"));
        var delivery = new CallbackPayload(url, "msg_1", Samples.Utf8("{}")).Sign([Samples.Secret], Samples.Now);
        var settings = new CallbackSettings { AllowHttp = true };
        using var handler = Connecting.HandlerOf(settings);
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var byText = new CallbackAddressPolicy(new() { AllowHttp = true, AllowPrivateNetworks = true });

        var answer = await new CallbackSender(http, byText, settings, TimeProvider.System, new(TimeProvider.System))
            .SendAsync(delivery, Token)
            .InTime();

        Assert.True(
            answer is { HttpStatus: null, Error: ReceiverErrors.AddressNotAllowed or ReceiverErrors.NameNotFound },
            $"{host}: {answer}");
        Assert.Empty(receiver.Received);
    }
}
