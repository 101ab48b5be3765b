using System.Net;

namespace AccountValidation.JuspaySimulator.Tests;

/// <summary>Scripts with a filter's, gateway's or ingress's answer, or with Juspay's answer that misleads.</summary>
public sealed class ForeignAnswerTests
{
    [Theory]
    [InlineData("blocked", HttpStatusCode.Forbidden, "text/html", "<html>blocked</html>")]
    [InlineData("throttled-with-effect", HttpStatusCode.TooManyRequests, "application/json", "{}")]
    public async Task Post_ForeignAnswer_StillDropsThePenny(
        string account, HttpStatusCode code, string mediaType, string text)
    {
        await using var host = await SimulatorHost.StartAsync();

        var answer = await host.Juspay.PostAsync(account);

        Assert.Equal((code, mediaType, text), (answer.Code, answer.MediaType, answer.Text));
        Assert.Equal(1, await host.Admin.DropsAsync(account));
        Assert.Equal("200 PENDING", (await host.Juspay.GetAsync(account)).Brief);
        host.Clock.Advance(1);
        Assert.Equal("200 ACTIVE", (await host.Juspay.GetAsync(account)).Brief);
    }

    [Fact]
    public async Task Get_BehindAnIngress_IsNotFoundAtFirst()
    {
        await using var host = await SimulatorHost.StartAsync();

        var first = await host.Juspay.GetAsync("ingress-1");

        Assert.Equal((HttpStatusCode.NotFound, "default backend - 404"), (first.Code, first.Text));
        Assert.Equal("200 CREATED", (await host.Juspay.GetAsync("ingress-1")).Brief);
        Assert.Equal("200 ACTIVE", (await host.Juspay.PostAsync("ingress-1")).Brief);
    }

    [Fact]
    public async Task Post_Echo_AnswersTheRecordAsItWas()
    {
        await using var host = await SimulatorHost.StartAsync();
        var before = await host.Juspay.GetAsync("echo-4s-active");

        var answer = await host.Juspay.PostAsync("echo-4s-active");

        Assert.Equal("200 FAILURE", before.Brief);
        Assert.Equal(before.Text, answer.Text);
        host.Clock.Advance(4);
        Assert.Equal("200 ACTIVE", (await host.Juspay.GetAsync("echo-4s-active")).Brief);
    }

    [Fact]
    public async Task Post_InProgress_DropsOnceAndRefusesTheNext()
    {
        await using var host = await SimulatorHost.StartAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => host.Juspay.PostAsync("in-progress-9s"));

        var second = await host.Juspay.PostAsync("in-progress-9s");

        Assert.Equal(HttpStatusCode.BadRequest, second.Code);
        Assert.Contains("validation_in_progress", second.Text, StringComparison.Ordinal);
        Assert.Equal(1, await host.Admin.DropsAsync("in-progress-9s"));
        Assert.Equal("200 CREATED", (await host.Juspay.GetAsync("in-progress-9s")).Brief);
        host.Clock.Advance(9);
        Assert.Equal("200 ACTIVE", (await host.Juspay.GetAsync("in-progress-9s")).Brief);
    }

    [Fact]
    public async Task Get_UnmovedFailure_ShowsNothingOfTheDrop()
    {
        await using var host = await SimulatorHost.StartAsync();
        var before = await host.Juspay.GetAsync("unmoved-failure");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => host.Juspay.PostAsync("unmoved-failure"));
        host.Clock.Advance(3600);

        Assert.Equal(before.Text, (await host.Juspay.GetAsync("unmoved-failure")).Text);
        Assert.Equal(1, await host.Admin.DropsAsync("unmoved-failure"));
    }

    [Fact]
    public async Task Post_OtherId_ShowsAnotherAccount()
    {
        await using var host = await SimulatorHost.StartAsync();

        var answer = await host.Juspay.PostAsync("other-id");

        Assert.Equal("somebody_else", answer.Json.GetProperty("id").GetString());
        Assert.Equal("200 FAILURE", (await host.Juspay.GetAsync("other-id")).Brief);
    }

    [Fact]
    public async Task Get_HalfCharacter_HasHalfASurrogatePairInItsName()
    {
        await using var host = await SimulatorHost.StartAsync();

        var answer = await host.Juspay.GetAsync("half-character");

        Assert.Contains("""RAM \ud83d"}""", answer.Text, StringComparison.Ordinal);
    }
}
