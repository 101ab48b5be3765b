using System.Text;
using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

public sealed class NotificationTests(ContractTarget target)
{
    private const string Path = "/api/juspay/notifications";
    private const int MaxBody = 64 * 1024;

    [Fact]
    public async Task Notify_NamesAnUnsettledAccount_BringsItsNextCheckForward()
    {
        var account = TestAccount.Of("pending-forever");
        var id = await target.Api.AcceptAsync(account.Request());
        await target.Api.DropAsync(id);

        // A hint has no effect when a check is due anyway. The delays grow, so some hint meets a check that is not due.
        await Eventually.GetAsync(
            async () =>
            {
                Assert.Equal((200, ""), await ShortAsync(EventAbout(account, "PENDING")));
                return await target.Api.FindAsync(id);
            },
            answer => answer.Body.Items("timeline").Any(entry => entry.Text("event") == "juspay-notified"),
            "a notification brings a check forward");
    }

    [Fact]
    public async Task Notify_SaysThatTheAccountIsActive_IsNotBelieved()
    {
        var account = TestAccount.Of("pending-forever");
        var id = await target.Api.AcceptAsync(account.Request());
        var before = await target.Api.DropAsync(id);

        Assert.Equal(200, (await NotifyAsync(EventAbout(account, "ACTIVE"))).Status);

        var after = await target.Api.WaitForAsync(
            id,
            answer => answer.Body.Number("checks") > before.Body.Number("checks"),
            "it was checked again");
        Assert.Equal("PENDING", after.ValidationStatus);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"a text\"")]
    [InlineData("""{ "id": "evt_1", "content": { "customer_account": { "id": "banh_nobody" } } }""")]
    public async Task Notify_NamesNobody_IsTaken(string json) => Assert.Equal((200, ""), await ShortAsync(json));

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{ \"id\": ")]
    [InlineData("id=banh_1")]
    public async Task Notify_NotJson_IsRefused(string text) => Problem.ExpectFields(await NotifyAsync(text), "body");

    [Fact]
    public async Task Notify_TooLarge_IsRefused() =>
        Problem.Expect(await NotifyAsync($"\"{new string('a', MaxBody)}\""), 413, "body-too-large");

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic anVzcGF5")]
    [InlineData("Basic Og==")]
    [InlineData("Bearer anVzcGF5OnBhc3N3b3JkIG9mIHRoZSBub3RpZmljYXRpb25z")]
    public async Task Notify_WithoutTheCredentials_IsUnauthorized(string? authorization) =>
        ExpectUnauthorized(await NotifyAsync("{}", authorization));

    [Theory]
    [InlineData(TargetSettings.NotificationUser, TargetSettings.NotificationPassword + "x")]
    [InlineData(TargetSettings.NotificationUser, "")]
    [InlineData("JUSPAY", TargetSettings.NotificationPassword)]
    public async Task Notify_WithOtherCredentials_IsUnauthorized(string user, string password) =>
        ExpectUnauthorized(await NotifyAsync("{}", Basic(user, password)));

    [Fact]
    public async Task Notify_WithAKeyOfTheApi_IsUnauthorized()
    {
        ExpectUnauthorized(await target.Api.SendAsync(HttpMethod.Post, Path, Json("{}")));
        ExpectUnauthorized(await target.Operator.SendAsync(HttpMethod.Post, Path, Json("{}")));
        ExpectUnauthorized(
            await target.Anonymous.SendAsync(
                HttpMethod.Post,
                $"{Path}?code={Uri.EscapeDataString(target.OperatorKey)}",
                Json("{}")));
    }

    [Fact]
    public async Task Credentials_OfNotifications_OpenNothingElse() =>
        Problem.Expect(
            await target.Anonymous.SendAsync(
                HttpMethod.Get,
                ApiClient.Validations,
                headers: ("Authorization", Basic(TargetSettings.NotificationUser, TargetSettings.NotificationPassword))
            ),
            401,
            "unauthorized");

    [Fact]
    public async Task Notify_CredentialsNotSet_IsNotFound()
    {
        var api = await target.CautiousAsync();
        using var anonymous = api.With(key: null);

        var answer = await anonymous.SendAsync(HttpMethod.Post, Path, Json("{}"), ("Authorization", Basic("", "")));

        Problem.ExpectDetails(answer, 404);
    }

    private static void ExpectUnauthorized(Answer answer)
    {
        Problem.Expect(answer, 401, "unauthorized");
        Assert.StartsWith("Basic", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    private static string EventAbout(TestAccount account, string status) =>
        new JsonObject
        {
            ["id"] = "evt_" + TestAccount.Unique(),
            ["event_name"] = "CUSTOMER_ACCOUNT_VALIDATED",
            ["date_created"] = "2026-11-22T10:00:00Z",
            ["content"] = new JsonObject
            {
                ["customer_account"] = new JsonArray(
                    new JsonObject { ["id"] = account.AccountId, ["validation_status"] = status }),
            },
        }.ToJsonString();

    private async Task<(int Status, string Text)> ShortAsync(string json)
    {
        var answer = await NotifyAsync(json);
        return (answer.Status, answer.Text);
    }

    private Task<Answer> NotifyAsync(string text) =>
        NotifyAsync(text, Basic(TargetSettings.NotificationUser, TargetSettings.NotificationPassword));

    private Task<Answer> NotifyAsync(string text, string? authorization) =>
        target.Anonymous.SendAsync(
            HttpMethod.Post, Path, Json(text), authorization is null ? [] : [("Authorization", authorization)]);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string Basic(string user, string password) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
