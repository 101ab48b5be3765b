namespace AccountValidation.Contract.Tests;

public sealed class CallbackRetryTests(ContractTarget target)
{
    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(404)]
    [InlineData(400)]
    [InlineData(429)]
    [InlineData(304)]
    public async Task Callback_Refused_IsTriedAgain(int status)
    {
        var inbox = target.Receiver.Open(status, status, 200);

        var delivered = await SettleAsync(inbox, "DELIVERED");

        Assert.Equal(3, inbox.Deliveries.Count);
        Assert.Equal(
            (3, 200),
            (delivered.Body.Number("callback", "attempts"), delivered.Body.Number("callback", "lastResponse")));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Callback_Redirected_IsNotFollowedButTriedAgain(int status)
    {
        var elsewhere = target.Receiver.Open();
        var inbox = target.Receiver.Open(new Reply(status) { Location = elsewhere.Url }, 204);

        await SettleAsync(inbox, "DELIVERED");

        Assert.Equal(2, inbox.Deliveries.Count);
        Assert.Empty(elsewhere.Deliveries);
    }

    [Fact]
    public async Task Callback_NotAnswered_IsTriedAgain()
    {
        var inbox = target.Receiver.Open(Reply.Never, 204);

        await SettleAsync(inbox, "DELIVERED");

        var deliveries = inbox.Deliveries;
        Assert.Equal(2, deliveries.Count);
        Assert.True(
            deliveries[1].At - deliveries[0].At > TimeSpan.FromSeconds(1.8),
            "The second attempt came before the first had timed out.");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(299)]
    public async Task Callback_AnySuccess_IsDelivered(int status)
    {
        var inbox = target.Receiver.Open(status);

        var delivered = await SettleAsync(inbox, "DELIVERED");

        Assert.Single(inbox.Deliveries);
        Assert.Equal(status, delivered.Body.Number("callback", "lastResponse"));
    }

    [Fact]
    public async Task Callback_RetryAfter_IsHonoured()
    {
        var inbox = target.Receiver.Open(new Reply(503) { RetryAfter = TimeSpan.FromSeconds(2) }, 204);

        await SettleAsync(inbox, "DELIVERED");

        var deliveries = inbox.Deliveries;
        Assert.Equal(2, deliveries.Count);
        Assert.True(
            deliveries[1].At - deliveries[0].At >= TimeSpan.FromSeconds(1.95),
            "The second attempt came before the receiver wanted it.");
    }

    [Fact]
    public async Task Callback_Gone_StopsAtOnce()
    {
        var inbox = target.Receiver.Open(410, 204);

        var failed = await SettleAsync(inbox, "FAILED");

        Assert.Single(inbox.Deliveries);
        Assert.Equal(
            (1, 410), (failed.Body.Number("callback", "attempts"), failed.Body.Number("callback", "lastResponse")));
        Assert.Null(failed.Body.At("callback", "nextAttemptAt"));
        Assert.Equal("ACTIVE", failed.ValidationStatus);
    }

    [Fact]
    public async Task Callback_ScheduleUsedUp_IsDeadLettered()
    {
        var inbox = target.Receiver.Open(500);

        var failed = await SettleAsync(inbox, "FAILED");

        Assert.Equal(3, inbox.Deliveries.Count);
        Assert.Equal(
            (3, 500), (failed.Body.Number("callback", "attempts"), failed.Body.Number("callback", "lastResponse")));
        Assert.Null(failed.Body.At("callback", "nextAttemptAt"));
        Assert.Contains("callback-dead-lettered", failed.Body.Items("timeline").Select(entry => entry.Text("event")));
    }

    [Fact]
    public async Task Callback_NobodyListens_IsDeadLettered()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request("http://127.0.0.1:9/nobody"));

        var failed = await target.Api.CallbackAsync(id, "FAILED");

        Assert.Equal(3, failed.Body.Number("callback", "attempts"));
        Assert.Null(failed.Body.At("callback", "lastResponse"));
    }

    private async Task<Answer> SettleAsync(Inbox inbox, string status)
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request(inbox.Url));
        return await target.Api.CallbackAsync(id, status);
    }
}
