using AccountValidation.Service.Callbacks;

namespace AccountValidation.Service.Tests.Callbacks;

/// <summary>
/// A callback goes to the URL that was checked, and brings the headers of Standard Webhooks and no other.
/// </summary>
public sealed class CallbackSmugglingTests
{
    private const string Answer = "HTTP/1.1 204 No Content\r\n\r\n";

    [Theory]
    [InlineData("hooks", "/hooks")]
    [InlineData("hooks?t=a%0d%0ax-injected:1", "/hooks?t=a%0d%0ax-injected:1")]
    [InlineData("a%0d%0aHost:%20other", "/a%0d%0aHost:%20other")]
    [InlineData("a%2f..%2fb", "/a%2f..%2fb")]
    [InlineData("a/../b", "/a/../b")]
    [InlineData("a/%2e%2e/b", "/a/%2e%2e/b")]
    [InlineData("..;/b", "/..;/b")]
    [InlineData("//other/b", "///other/b")]
    [InlineData("@other/b", "/@other/b")]
    [InlineData("a;b=c?d=e&f=%23", "/a;b=c?d=e&f=%23")]
    public async Task Send_UrlThatIsAccepted_ArrivesWhereItSays(string path, string target)
    {
        await using var receiver = new SocketServer(Answer, Reaction.AnswerAndClose);
        await using var wiring = new Wiring(receiver.Address);
        var url = receiver.Address + path;
        Assert.Null(wiring.Get<CallbackAddressPolicy>().FaultOf(url));

        var payload = new CallbackPayload(CallbackUrl.Of(url), "msg_1", Samples.Utf8("{}"));
        await wiring
            .Get<CallbackSender>()
            .SendAsync(payload.Sign([Samples.Secret], Samples.Now), TestContext.Current.CancellationToken);

        var lines = Assert.Single(receiver.Texts).Split("\r\n\r\n")[0].Split("\r\n");
        Assert.Equal($"POST {target} HTTP/1.1", lines[0]);
        var headers = lines[1..]
            .Select(line => line.Split(": ")[0])
            .Where(name => name != "traceparent")
            .Order(StringComparer.OrdinalIgnoreCase);
        Assert.Equal(
            [
                "Content-Length",
                "Content-Type",
                "Host",
                "User-Agent",
                "webhook-id",
                "webhook-signature",
                "webhook-timestamp",
            ],
            headers);
        Assert.Contains($"Host: {receiver.Address.Authority}", lines);
    }

    [Theory]
    [InlineData("hooks\r\nx-injected: 1")]
    [InlineData("hooks\n")]
    [InlineData("hooks HTTP/1.1")]
    [InlineData("hooks\tx")]
    [InlineData("hooks\0")]
    [InlineData("h\u00f6\u00f6ks")]
    [InlineData("hooks\u2028x")]
    [InlineData("a\\b")]
    public void FaultOf_UrlWithWhatNoRequestLineMayHold_IsRefused(string path) =>
        Assert.NotNull(
            new CallbackAddressPolicy(new() { AllowHttp = true }).FaultOf("https://onboarding.example/" + path));
}
