namespace AccountValidation.Contract.Tests;

public sealed class GetTests(ContractTarget target)
{
    [Fact]
    public async Task Get_Settled_AnswersEveryFieldOfTheContract()
    {
        var inbox = target.Receiver.Open();
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-500ms-active").Request(inbox.Url));

        var body = (await target.Api.CallbackAsync(id, "DELIVERED")).Body;

        Assert.All(Expected.Fields, field => Assert.True(body.ContainsKey(field), $"{field} is missing in {body}"));
        Assert.All(Expected.CallbackFields, field => Assert.Contains(field, body.Names("callback")));
        Assert.All(Expected.AccountFields, field => Assert.Contains(field, body.Names("account")));
        Assert.Equal(("ACTIVE", null), (body.Text("status"), body.At("reason")));
        Assert.True(body.Number("checks") >= 2, body.ToString());
        Assert.Equal(1, body.Number("validateAttempts"));
        Assert.False(body["reused"]!.GetValue<bool>());
        Assert.Null(body.At("nextCheckAt"));
        Assert.True(body.Time("settledAt") > body.Time("createdAt"));
        Assert.True(body.Time("callback", "deliveredAt") >= body.Time("settledAt"));
        Assert.Equal((1, 204), (body.Number("callback", "attempts"), body.Number("callback", "lastResponse")));
        Assert.Null(body.At("callback", "nextAttemptAt"));
    }

    [Fact]
    public async Task Get_Times_AreUtcWithMilliseconds()
    {
        var body = (await target.Api.StartAsync(TestAccount.Of("active").Request(), ("Prefer", "wait=25"))).Body;

        Assert.All(
            new[] { "createdAt", "settledAt", "deadlineAt" },
            field => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", body.Text(field)));
    }

    [Fact]
    public async Task Get_Timeline_TellsTheStoryOldestFirst()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());

        var timeline = (await target.Api.SettleAsync(id)).Body.Items("timeline");

        Assert.Equal("accepted", timeline[0].Text("event"));
        Assert.Equal("settled", timeline[^1].Text("event"));
        Assert.Equal(timeline.Select(entry => entry.Time("at")).Order(), timeline.Select(entry => entry.Time("at")));
        Assert.All(timeline, entry => Assert.Equal(["at", "event", "detail"], entry.Names()));
    }

    [Fact]
    public async Task Get_ManyChecks_KeepsTheTimelineShort()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());

        var body = (
            await target.Api.WaitForAsync(id, answer => answer.Body.Number("checks") > 6, "it was checked often")).Body;

        Assert.True(body.Items("timeline").Count <= 6, body.ToString());
    }

    [Fact]
    public async Task Get_WithoutCallback_SaysNone()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());

        Assert.Equal("NONE", (await target.Api.SettleAsync(id)).CallbackStatus);
    }

    [Theory]
    [InlineData("val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C")]
    [InlineData("VAL_")]
    [InlineData("0")]
    [InlineData("%20")]
    [InlineData("a%2Fb")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("%25")]
    [InlineData("%0D%0AX-Injected:%201")]
    [InlineData("'%20OR%20'1'='1")]
    [InlineData("%F0%9F%92%A5")]
    [InlineData("%FF%FE")]
    [InlineData("%ZZ")]
    [InlineData("%3Cscript%3E")]
    public async Task Get_UnknownOrWeirdId_IsNotFound(string id) =>
        Problem.Expect(await target.Api.FindAsync(id), 404, "validation-not-found");

    [Fact]
    public async Task Get_VeryLongId_IsNotFound() =>
        Problem.Expect(await target.Api.FindAsync(new('9', 4000)), 404, "validation-not-found");

    [Theory]
    [InlineData("%00")]
    [InlineData("%2E%2E/%2E%2E")]
    public async Task Get_PathThatTheServerRefuses_IsTheCallersFault(string id) =>
        Assert.InRange((await target.Api.FindAsync(id)).Status, 400, 499);
}
