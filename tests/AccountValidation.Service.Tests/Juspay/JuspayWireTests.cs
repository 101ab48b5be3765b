using AccountValidation.Core.Accounts;
using AccountValidation.Service.Juspay;
using AccountValidation.Service.Telemetry;

namespace AccountValidation.Service.Tests.Juspay;

/// <summary>The exact wire of both calls.</summary>
public sealed class JuspayWireTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://localhost:7071/juspay-simulator/", false)]
    [InlineData("http://127.0.0.1:8080/", false)]
    [InlineData("https://api.juspay.in/", true)]
    public async Task Handler_Loopback_UsesNoProxyOfTheEnvironment(string juspay, bool usesProxy)
    {
        await using var wiring = new Wiring(new Uri(juspay));

        var handler = wiring.Get<IHttpMessageHandlerFactory>().CreateHandler(nameof(JuspayClient));
        while (handler is DelegatingHandler outer)
        {
            handler = outer.InnerHandler;
        }

        Assert.Equal(usesProxy, Assert.IsType<SocketsHttpHandler>(handler).UseProxy);
    }

    [Fact]
    public async Task GetAccount_Sends_TheDocumentedRequest()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);

        var reply = await wiring
            .Get<JuspayClient>()
            .GetAccountAsync(Samples.Request("cst_1", "banh_1") with { RoutingId = "route_7" }, Token);

        Assert.IsType<JuspayReply.Answered>(reply);
        var request = Assert.Single(server.Received);
        Assert.Equal("GET", request.Method);
        Assert.Equal("/customers/cst_1/customer-accounts/banh_1", request.Target);
        Assert.Equal("Basic " + Convert.ToBase64String(Samples.Utf8("key_test:")), request.Header("Authorization"));
        Assert.Equal("route_7", request.Header("x-routing-id"));
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Equal("AccountValidation/" + ServiceVersion.Number, request.Header("User-Agent"));
        Assert.Null(request.Header("x-merchantid"));
        Assert.Empty(request.Body);
    }

    [Fact]
    public async Task ValidateAccount_Sends_TheDocumentedRequest()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);

        var reply = await ValidateAsync(wiring, Samples.Request() with { RoutingId = "route_7" });

        Assert.IsType<JuspayReply.Answered>(reply);
        var request = Assert.Single(server.Received);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/customers/cst_1/customer-accounts/banh_1/validate", request.Target);
        Assert.Equal("Basic " + Convert.ToBase64String(Samples.Utf8("key_test:")), request.Header("Authorization"));
        Assert.Equal("route_7", request.Header("x-routing-id"));
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Equal("AccountValidation/" + ServiceVersion.Number, request.Header("User-Agent"));
        Assert.Equal("application/x-www-form-urlencoded", request.Header("Content-Type"));
        Assert.Equal("8", request.Header("Content-Length"));
        Assert.Equal("amount=1", request.Text);
    }

    [Theory]
    [InlineData("10", "amount=10")]
    [InlineData("1.00", "amount=1")]
    [InlineData("1.5", "amount=1.5")]
    [InlineData("0.01", "amount=0.01")]
    public async Task ValidateAccount_AnyAmount_SendsItPlainly(string amount, string body)
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);

        await ValidateAsync(wiring, Samples.Request(amount: decimal.Parse(amount, provider: null)));

        Assert.Equal(body, Assert.Single(server.Received).Text);
    }

    [Fact]
    public async Task ValidateAccount_WithGateway_SendsBothFields()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);

        await ValidateAsync(wiring, Samples.Request(gateway: "GATE&WAY=1"));

        Assert.Equal("amount=1&gateway_id=GATE%26WAY%3D1", Assert.Single(server.Received).Text);
    }

    [Fact]
    public async Task ValidateAccount_OtherFieldNamesConfigured_SendsThose()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        var settings = Samples.Settings(server.Address);
        await using var wiring = new Wiring(
            settings with
            {
                Juspay = settings.Juspay with { AmountParameter = "sum", GatewayParameter = "preferred" },
            });

        await ValidateAsync(wiring, Samples.Request(gateway: "RAZORPAY"));

        Assert.Equal("sum=1&preferred=RAZORPAY", Assert.Single(server.Received).Text);
    }

    [Fact]
    public async Task BothCalls_MerchantConfigured_SendIt()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        var settings = Samples.Settings(server.Address);
        await using var wiring = new Wiring(settings with { Juspay = settings.Juspay with { MerchantId = "acme" } });

        await wiring.Get<JuspayClient>().GetAccountAsync(Samples.Request(), Token);
        await ValidateAsync(wiring, Samples.Request());

        Assert.Equal(2, server.Received.Count);
        Assert.All(server.Received, request => Assert.Equal("acme", request.Header("x-merchantid")));
    }

    [Theory]
    [InlineData("a:b@c", "/customers/a%3Ab%40c/customer-accounts/a%3Ab%40c")]
    [InlineData("a&b=c+d;e", "/customers/a%26b%3Dc%2Bd%3Be/customer-accounts/a%26b%3Dc%2Bd%3Be")]
    [InlineData("...", "/customers/.../customer-accounts/...")]
    [InlineData("a/../b", "/customers/a%2F..%2Fb/customer-accounts/a%2F..%2Fb")]
    [InlineData("a?b#c", "/customers/a%3Fb%23c/customer-accounts/a%3Fb%23c")]
    public async Task GetAccount_IdsOfOddCharacters_StayOneSegmentEach(string id, string target)
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(server.Address);

        await wiring.Get<JuspayClient>().GetAccountAsync(Samples.Request(id, id), Token);

        Assert.Equal(target, Assert.Single(server.Received).Target);
    }

    [Fact]
    public async Task GetAccount_BaseUrlWithPath_KeepsThePath()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody);
        await using var wiring = new Wiring(new Uri(server.Address, "juspay/"));

        await wiring.Get<JuspayClient>().GetAccountAsync(Samples.Request(), Token);

        Assert.Equal("/juspay/customers/cst_1/customer-accounts/banh_1", Assert.Single(server.Received).Target);
    }

    [Fact]
    public async Task BothCalls_Log_IdsOnlyAndNoDetails()
    {
        await using var server = await HttpServer.AnsweringAsync(200, Samples.ActiveBody, ("x-request-id", "req-42"));
        await using var wiring = new Wiring(server.Address);

        await ValidateAsync(wiring, Samples.Request());

        Assert.Contains("req-42", wiring.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("4225246777", wiring.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("key_test", wiring.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("/customers/", wiring.Logs.All, StringComparison.Ordinal);
    }

    private static Task<JuspayReply> ValidateAsync(Wiring wiring, Core.ValidationRequest request) =>
        wiring.Get<JuspayClient>().DropPennyAsync(request, mayLeave: () => true, Token).InTime();
}
