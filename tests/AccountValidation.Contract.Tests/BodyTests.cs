using System.Text;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>Bodies that are no request at all.</summary>
public sealed class BodyTests(ContractTarget target)
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{'customerId':'x'}")]
    [InlineData("{\"customerId\":\"x\",}")]
    [InlineData("{\"customerId\":\"x\",\"customerId\":\"y\",\"customerAccountId\":\"z\"}")]
    [InlineData("{\"customerId\":\"\\ud800\",\"customerAccountId\":\"z\"}")]
    [InlineData("<xml/>")]
    public async Task Body_NotAJsonObject_IsRefused(string json) =>
        Problem.ExpectFields(await target.Api.StartAsync(json), "body");

    [Theory]
    [InlineData("{\"customerId\":\"x\",\n}", "is not valid JSON (line 2, byte 1).")]
    [InlineData("{\"customerId\":\"x\",\"customerId\":\"y\"}", "is not valid JSON, or names a field twice.")]
    public async Task Body_NotJson_SaysWhatIsWrongAndWhereIfThatIsKnown(string json, string fault) =>
        Assert.Equal(
            fault, (await target.Api.StartAsync(json)).Body.Items("errors", "body").Single().GetValue<string>());

    [Fact]
    public async Task Body_TooDeep_IsRefused() =>
        Problem.ExpectFields(await target.Api.StartAsync(new string('[', 10_000) + new string(']', 10_000)), "body");

    [Fact]
    public async Task Body_NotUtf8_IsRefused()
    {
        var account = TestAccount.Of("active");
        byte[] body =
        [
            .. Encoding.UTF8.GetBytes(
                $"{{\"customerId\":\"{account.CustomerId}\",\"customerAccountId\":\"z\",\"metadata\":{{\"a\":\""),
            0xff,
            0xfe,
            .. "\"}}"u8,
        ];

        Problem.ExpectFields(await SendAsync(new ByteArrayContent(body), "application/json"), "body");
        await ExpectNothingStoredAsync(account);
    }

    [Fact]
    public async Task Body_BeginsWithAByteOrderMark_IsRead()
    {
        byte[] body =
        [
            .. Encoding.UTF8.Preamble,
            .. Encoding.UTF8.GetBytes(TestAccount.Of("active").Request().ToJsonString()),
        ];
        Assert.Equal(202, (await SendAsync(new ByteArrayContent(body), "application/json")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_FourMegabytes_IsTooLarge(bool lengthIsKnown)
    {
        var account = TestAccount.Of("active");
        var request = account.Request();
        request["metadata"] = new JsonObject { ["much"] = new string('x', 4 * 1024 * 1024) };
        HttpContent content = lengthIsKnown
            ? new StringContent(request.ToJsonString())
            : new StreamContent(new Unseekable(Encoding.UTF8.GetBytes(request.ToJsonString())));

        var answer = await SendAsync(content, "application/json");

        Problem.Expect(answer, 413, "body-too-large");
        Assert.Equal(["body"], Problem.FieldsOf(answer));
        await ExpectNothingStoredAsync(account);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task Body_OtherContentType_IsNotSupported(string contentType)
    {
        var account = TestAccount.Of("active");

        var answer = await SendAsync(new StringContent(account.Request().ToJsonString()), contentType);

        Problem.Expect(answer, 415, "unsupported-media-type");
        Assert.Equal(["Content-Type"], Problem.FieldsOf(answer));
        await ExpectNothingStoredAsync(account);
    }

    [Fact]
    public async Task Body_WithoutContentType_IsNotSupported() =>
        Problem.Expect(
            await target.Api.SendAsync(HttpMethod.Post, ApiClient.Validations, new ByteArrayContent("{}"u8.ToArray())),
            415,
            "unsupported-media-type");

    [Fact]
    public async Task Body_OtherJsonType_IsAccepted() =>
        Assert.Equal(
            202,
            (
                await SendAsync(
                    new StringContent(TestAccount.Of("active").Request().ToJsonString()),
                    "application/vnd.onboarding+json")).Status);

    private Task<Answer> SendAsync(HttpContent content, string contentType)
    {
        content.Headers.ContentType = new(contentType);
        return target.Api.SendAsync(HttpMethod.Post, ApiClient.Validations, content);
    }

    private async Task ExpectNothingStoredAsync(TestAccount account) =>
        Assert.Empty((await target.Api.ListAsync($"customerId={account.CustomerId}")).Body.Items("items"));

    // Without a length the client sends the body in chunks.
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
