using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>Links lead to the program from the sender's side, even through proxies.</summary>
public sealed class LinkTests : IAsyncLifetime
{
    private const string Key = "x-functions-key: " + ServiceCaller.Key;

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("true", "X-Forwarded-Prefix: /pay", "/pay")]
    [InlineData("true", "X-Forwarded-Prefix: /pay/v1\r\nX-Forwarded-Proto: https", "/pay/v1")]
    [InlineData("true", "X-Forwarded-Prefix: no path", "")]
    [InlineData("true", "X-Forwarded-Prefix: //evil.example", "")]
    [InlineData("true", "X-Forwarded-Prefix: /a\\evil.example", "")]
    [InlineData("true", "X-Other: 1", "")]
    [InlineData("false", "X-Forwarded-Prefix: /pay", "")]
    public async Task Links_BehindAProxyWithAPrefix_BeginWithIt(string isBelieved, string headers, string prefix)
    {
        var settings = new Dictionary<string, string>(_world.Settings)
        {
            ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = isBelieved,
        };
        var (host, address) = await HostProcess.StartListeningAsync(settings);
        await using var running = host;

        var answer = await RawHttp.SendAsync(address, StartText($"HTTP/1.1\r\nHost: {address.Authority}\r\n{headers}"));
        var busy = await RawHttp.SendAsync(address, StartText($"HTTP/1.1\r\nHost: {address.Authority}\r\n{headers}"));

        Assert.Equal(202, answer.Status);
        Assert.Contains($"Location: {prefix}/api/validations/val_", answer.Text, StringComparison.Ordinal);
        Assert.Contains(
            $"://{address.Authority}{prefix}/runtime/webhooks/durabletask/instances/val_",
            answer.Text,
            StringComparison.Ordinal);
        Assert.Equal(409, busy.Status);
        Assert.Contains($"\"validation\":\"{prefix}/api/validations/val_", busy.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_RequestNamesNoHost_NameTheAddressThatItCameTo()
    {
        var (host, address) = await HostProcess.StartListeningAsync(_world.Settings);
        await using var running = host;

        var answer = await RawHttp.SendAsync(address, StartText("HTTP/1.0"));

        Assert.Equal(202, answer.Status);
        Assert.Contains(
            $"\"statusQueryGetUri\":\"http://{address.Authority}/runtime/webhooks/durabletask/instances/val_",
            answer.Text,
            StringComparison.Ordinal);
    }

    private static string StartText(string versionAndHeaders)
    {
        const string Body = $$"""{"customerId":"cst_1","customerAccountId":"pending-forever.links"}""";
        return $"POST /api/validations {versionAndHeaders}\r\n{Key}\r\nContent-Type: application/json\r\nConnection: "
            + $"close\r\nContent-Length: {Body.Length}\r\n\r\n{Body}";
    }
}
