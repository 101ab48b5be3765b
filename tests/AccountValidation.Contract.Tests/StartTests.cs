using System.Diagnostics;
using System.Globalization;

namespace AccountValidation.Contract.Tests;

public sealed class StartTests(ContractTarget target)
{
    [Fact]
    public async Task Start_NewAccount_IsAcceptedWithItsAddressAndWhenToAskAgain()
    {
        var answer = await target.Api.StartAsync(TestAccount.Of("pending-forever").Request());

        Assert.Equal(202, answer.Status);
        Assert.Equal("application/json", answer.MediaType);
        Assert.Equal("PENDING", answer.ValidationStatus);
        Assert.EndsWith("/api/validations/" + answer.Id, answer.Header("Location"), StringComparison.Ordinal);
        Assert.InRange(int.Parse(answer.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 600);
        Assert.Null(answer.Header("Preference-Applied"));
        Assert.Null(answer.Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Start_NewAccount_AnswersTheWholeValidation()
    {
        var inbox = target.Receiver.Open();
        var account = TestAccount.Of("active");
        var request = account.Request(inbox.Url);
        request["gateway"] = "YES_BIZ";
        request["amount"] = "2.50";
        request["metadata"] = new System.Text.Json.Nodes.JsonObject { ["applicationId"] = "A-17" };
        var before = DateTimeOffset.UtcNow;

        var body = (await target.Api.StartAsync(request)).Body;

        Assert.All(Expected.Fields, field => Assert.True(body.ContainsKey(field), $"{field} is missing in {body}"));
        Assert.All(Expected.CallbackFields, field => Assert.Contains(field, body.Names("callback")));
        Assert.StartsWith("val_", body.Text("id"), StringComparison.Ordinal);
        Assert.Equal(
            (account.CustomerId, account.AccountId), (body.Text("customerId"), body.Text("customerAccountId")));
        Assert.Equal(("YES_BIZ", "2.5", "INR"), (body.Text("gateway"), body.Text("amount"), body.Text("currency")));
        Assert.InRange(body.Time("createdAt"), before.AddSeconds(-1), DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.True(body.Time("deadlineAt") > body.Time("createdAt"));
        Assert.Equal(("PENDING", inbox.Url), (body.Text("callback", "status"), body.Text("callback", "url")));
        Assert.Equal("A-17", body.Text("metadata", "applicationId"));
        Assert.Equal("accepted", body.Items("timeline")[0].Text("event"));
        Assert.Null(body.At("reason"));
        Assert.Null(body.At("settledAt"));
    }

    [Fact]
    public async Task Start_WithKey_AnswersWithoutTheKey()
    {
        var answer = await target.Api.StartAsync(TestAccount.Of("active").Request());

        Assert.DoesNotContain(target.Key, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PreferWaitAndSettledInTime_AnswersTheSettledValidation()
    {
        var answer = await target.Api.StartAsync(
            TestAccount.Of("pending-500ms-active").Request(), ("Prefer", "wait=25"));

        Assert.Equal((200, "ACTIVE"), (answer.Status, answer.ValidationStatus));
        Assert.Equal("wait=25", answer.Header("Preference-Applied"));
        Assert.EndsWith("/api/validations/" + answer.Id, answer.Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PreferWaitRunsOut_IsAccepted()
    {
        var elapsed = Stopwatch.StartNew();
        var answer = await target.Api.StartAsync(TestAccount.Of("pending-forever").Request(), ("Prefer", "wait=1"));

        Assert.Equal((202, "PENDING"), (answer.Status, answer.ValidationStatus));
        Assert.Equal("wait=1", answer.Header("Preference-Applied"));
        Assert.True(elapsed.Elapsed > TimeSpan.FromSeconds(0.9), $"It answered after {elapsed.Elapsed}.");
    }

    [Fact]
    public async Task Start_PreferWaitTooLong_WaitsNoLongerThanTheBound()
    {
        var answer = await target.Api.StartAsync(
            TestAccount.Of("active").Request(), ("Prefer", "respond-async, wait=3600"));

        Assert.Equal((200, "wait=30"), (answer.Status, answer.Header("Preference-Applied")));
    }

    [Theory]
    [InlineData("wait=soon")]
    [InlineData("wait=-1")]
    [InlineData("wait")]
    [InlineData(",;=")]
    public async Task Start_PreferUnreadable_IsIgnored(string preference)
    {
        var answer = await target.Api.StartAsync(TestAccount.Of("pending-forever").Request(), ("Prefer", preference));

        Assert.Equal((202, null), (answer.Status, answer.Header("Preference-Applied")));
    }

    [Fact]
    public async Task Start_PreferWaitWithSlowReceiver_DoesNotWaitForTheCallback()
    {
        var inbox = target.Receiver.Open(Reply.Never, 204);
        var answer = await target.Api.StartAsync(TestAccount.Of("active").Request(inbox.Url), ("Prefer", "wait=25"));

        Assert.Equal((200, "PENDING"), (answer.Status, answer.CallbackStatus));
    }
}
