using System.Net;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Listening;

/// <summary>
/// HTTP/2 without TLS has an address of its own, as docs/self-host.md shows: nothing on the wire tells it from
/// HTTP/1.1.
/// </summary>
public sealed class PlainHttp2Tests
{
    [Fact]
    public async Task Request_WithPriorKnowledge_IsAnsweredInHttp2BesideHttp1()
    {
        await using var app = await AppInProcess.StartAsync(
            "Production",
            ("Kestrel:Endpoints:Http:Url", "http://127.0.0.1:0"),
            ("Kestrel:Endpoints:H2c:Url", "http://127.0.0.1:0"),
            ("Kestrel:Endpoints:H2c:Protocols", "Http2"));
        var versions = new List<Version?>();
        foreach (var address in app.Addresses)
        {
            versions.Add(
                await VersionOfAsync(address, HttpVersion.Version11)
                    ?? await VersionOfAsync(address, HttpVersion.Version20));
        }

        Assert.Equal([HttpVersion.Version11, HttpVersion.Version20], versions.Order());
    }

    private static async Task<Version?> VersionOfAsync(Uri address, Version version)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "health/live")
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        try
        {
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode == HttpStatusCode.OK ? response.Version : null;
        }
        catch (HttpRequestException)
        {
            return null; // the address does not speak it
        }
    }
}
