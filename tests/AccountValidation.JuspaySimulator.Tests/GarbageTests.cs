using System.Net;
using System.Text.Json;

namespace AccountValidation.JuspaySimulator.Tests;

public sealed class GarbageTests
{
    [Theory]
    [InlineData("garbage", "application/json")]
    [InlineData("garbage-html", "text/html")]
    [InlineData("garbage-empty", "application/json")]
    [InlineData("garbage-truncated", "application/json")]
    public async Task Post_NotJson_CannotBeRead(string account, string mediaType)
    {
        await using var host = await SimulatorHost.StartAsync();

        var answer = await host.Juspay.PostAsync(account);

        Assert.Equal((HttpStatusCode.OK, mediaType), (answer.Code, answer.MediaType));
        Assert.ThrowsAny<JsonException>(() => answer.Json);
    }

    [Fact]
    public async Task Post_Empty_HasNoBody()
    {
        await using var host = await SimulatorHost.StartAsync();

        Assert.Empty((await host.Juspay.PostAsync("garbage-empty")).Text);
    }

    [Fact]
    public async Task Post_Truncated_BeginsLikeAnAnswer()
    {
        await using var host = await SimulatorHost.StartAsync();

        var answer = await host.Juspay.PostAsync("garbage-truncated");

        Assert.StartsWith("""{"object":"customer_account","id":""", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Huge_IsAProperAnswerBehindEightMegabytes()
    {
        await using var host = await SimulatorHost.StartAsync();

        var answer = await host.Juspay.PostAsync("garbage-huge");

        Assert.True(answer.Text.Length > 8 * 1024 * 1024);
        Assert.Equal("ACTIVE", answer.Status);
    }

    [Fact]
    public async Task Post_WrongType_HasANumberForAStatus()
    {
        await using var host = await SimulatorHost.StartAsync();

        var answer = await host.Juspay.PostAsync("garbage-wrong-type");

        Assert.Equal(JsonValueKind.Number, answer.Json.GetProperty("validation_status").ValueKind);
    }

    [Fact]
    public async Task Post_UnknownStatus_IsOtherwiseProper()
    {
        await using var host = await SimulatorHost.StartAsync();

        var answer = await host.Juspay.PostAsync("garbage-unknown-status");

        Assert.Equal(("200 PERHAPS", "INR"), (answer.Brief, answer.Field("currency")));
    }

    [Fact]
    public async Task Post_Redirect_PointsElsewhere()
    {
        await using var host = await SimulatorHost.StartAsync();

        var answer = await host.Juspay.PostAsync("garbage-redirect");

        Assert.Equal(HttpStatusCode.Found, answer.Code);
        Assert.NotNull(answer.Headers.Location);
    }

    [Fact]
    public async Task Get_GarbageGet_IsUnreadableTwice()
    {
        await using var host = await SimulatorHost.StartAsync();

        await AssertUnreadableAsync();
        await AssertUnreadableAsync();
        Assert.Equal("CREATED", (await ReadAsync()).Status);
        Assert.Equal("ACTIVE", (await host.Juspay.PostAsync("garbage-get")).Status);

        Task<JuspayAnswer> ReadAsync() => host.Juspay.GetAsync("garbage-get");

        async Task AssertUnreadableAsync()
        {
            var answer = await ReadAsync();
            Assert.ThrowsAny<JsonException>(() => answer.Json);
        }
    }
}
