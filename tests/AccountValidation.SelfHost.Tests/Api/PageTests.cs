using System.Net;
using System.Text.RegularExpressions;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Api;

public sealed class PageTests
{
    [Fact]
    public async Task Page_InDevelopment_NeedsNothingFromElsewhere()
    {
        await using var app = await AppInProcess.StartAsync("Development");

        var page = await app.GetAsync("/scalar/");

        Assert.DoesNotMatch(new Regex("(src|href)=\"(https?:)?//", RegexOptions.IgnoreCase), page);
        Assert.Contains("openapi/v1.json", page, StringComparison.Ordinal);
        Assert.All(
            await Task.WhenAll(app.GetAsync("/scalar/scalar.js"), app.GetAsync("/scalar/scalar.aspnetcore.js")),
            Assert.NotEmpty);
    }

    [Fact]
    public async Task Page_InProduction_IsAbsent()
    {
        await using var app = await AppInProcess.StartAsync("Production");

        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => app.GetAsync("/scalar/"));

        Assert.Equal(HttpStatusCode.NotFound, refusal.StatusCode);
    }
}
