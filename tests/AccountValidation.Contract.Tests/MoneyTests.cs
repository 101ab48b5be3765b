namespace AccountValidation.Contract.Tests;

/// <summary>The rules of money, seen from outside: the simulator's ledger decides.</summary>
public sealed class MoneyTests(ContractTarget target)
{
    [Theory]
    [InlineData("error-after")]
    [InlineData("error-after-1s")]
    [InlineData("timeout-after")]
    [InlineData("timeout-after-1s")]
    [InlineData("reset-after")]
    [InlineData("garbage")]
    [InlineData("garbage-html")]
    [InlineData("garbage-empty")]
    [InlineData("garbage-truncated")]
    [InlineData("garbage-huge")]
    [InlineData("garbage-wrong-type")]
    [InlineData("garbage-unknown-status")]
    [InlineData("garbage-redirect")]
    [InlineData("stale-1s-active")]
    public async Task Drop_AnswerIsLost_IsFoundByChecksAndNeverRepeated(string script)
    {
        var account = TestAccount.Of(script);

        var settled = await SettleAsync(target.Api, account);

        Assert.Equal(("ACTIVE", 1), (settled.ValidationStatus, settled.Body.Number("validateAttempts")));
        await ExpectAsync(account, drops: 1, posts: 1);
    }

    [Theory]
    [InlineData("error-before-1")]
    [InlineData("timeout-before-1")]
    [InlineData("reset")]
    public async Task Drop_ProvedAbsent_IsSentAgainOnlyAfterFourChecksAndAFreshOne(string script)
    {
        var account = TestAccount.Of(script);

        var settled = await SettleAsync(target.Api, account);

        Assert.Equal(("ACTIVE", 2), (settled.ValidationStatus, settled.Body.Number("validateAttempts")));
        await ExpectAsync(account, drops: 1, posts: 2);
        var calls = (await target.Juspay.SeenAsync(account)).Items("calls");
        Assert.Equal(
            ["GET", "POST", "GET", "GET", "GET", "GET", "GET", "POST"], calls.Select(call => call.Text("method")));
        Assert.True(
            calls[7].Time("at") - calls[1].Time("at") >= TimeSpan.FromSeconds(1 + (8 * 0.3) - 0.1),
            "The second penny came too soon.");
    }

    [Fact]
    public async Task Drop_StaleFailure_IsNotTheAnswer()
    {
        var settled = await SettleAsync(target.Api, TestAccount.Of("stale-2s-active"));

        Assert.Equal("ACTIVE", settled.ValidationStatus);
        Assert.True(settled.Body.Number("checks") > 2, settled.ToString());
    }

    [Fact]
    public async Task Drop_AnotherIsUnderWay_IsAdoptedWithoutAPenny()
    {
        var account = TestAccount.Of("was-pending");

        var settled = await SettleAsync(target.Api, account);

        Assert.Equal(("ACTIVE", 0), (settled.ValidationStatus, settled.Body.Number("validateAttempts")));
        await ExpectAsync(account, drops: 0, posts: 0);
    }

    [Fact]
    public async Task Drop_AccountWasActiveAndNothingIsReused_IsPaid()
    {
        var account = TestAccount.Of("was-active");

        var settled = await SettleAsync(target.Api, account);

        Assert.Equal(("ACTIVE", false), (settled.ValidationStatus, settled.Body["reused"]!.GetValue<bool>()));
        await ExpectAsync(account, drops: 1, posts: 1);
    }

    [Fact]
    public async Task Drop_AccountWasActiveRecently_IsReusedWithoutAPenny()
    {
        var account = TestAccount.Of("was-active");

        var settled = await SettleAsync(await target.HastyAsync(), account);

        Assert.Equal(("ACTIVE", true), (settled.ValidationStatus, settled.Body["reused"]!.GetValue<bool>()));
        await ExpectAsync(account, drops: 0, posts: 0);
    }

    [Fact]
    public async Task Drop_AnsweredWithTheRecordAsItWas_IsNotTakenForTheAnswer()
    {
        var account = TestAccount.Of("was-active-undated");

        var settled = await SettleAsync(await target.HastyAsync(), account);

        Assert.Equal(("EXPIRED", false), (settled.ValidationStatus, settled.Body["unchanged"]!.GetValue<bool>()));
        await ExpectAsync(account, drops: 1, posts: 1);
    }

    [Fact]
    public async Task Drop_NothingToReuse_IsPaid()
    {
        var account = TestAccount.Of("was-failure");

        var settled = await SettleAsync(await target.HastyAsync(), account);

        Assert.Equal(("ACTIVE", false), (settled.ValidationStatus, settled.Body["reused"]!.GetValue<bool>()));
        await ExpectAsync(account, drops: 1, posts: 1);
    }

    [Fact]
    public async Task Drop_Throttled_IsTriedAgainWhenJuspayWantsIt()
    {
        var account = TestAccount.Of("throttled-2");

        var settled = await SettleAsync(target.Api, account);

        Assert.Equal("ACTIVE", settled.ValidationStatus);
        await ExpectAsync(account, drops: 1, posts: 3);
        var posts = (await target.Juspay.SeenAsync(account))
            .Items("calls")
            .Where(call => call.Text("method") == "POST")
            .ToList();
        Assert.Equal([429, 429, 200], posts.Select(post => post.Number("status")));
        Assert.All(posts.Zip(posts.Skip(1)), pair =>
            Assert.True(
                pair.Second.Time("at") - pair.First.Time("at") >= TimeSpan.FromSeconds(0.95),
                "Retry-After was not honoured."));
    }

    [Fact]
    public async Task Drop_ChecksAreThrottled_WaitsWithoutAPenny()
    {
        var account = TestAccount.Of("throttled-get-2");

        Assert.Equal("ACTIVE", (await SettleAsync(target.Api, account)).ValidationStatus);
        await ExpectAsync(account, drops: 1, posts: 1);
    }

    [Theory]
    [InlineData(null, "1")]
    [InlineData("2.50", "2.5")]
    [InlineData("10", "10")]
    public async Task Drop_Amount_IsTheOneAskedFor(string? asked, string sent)
    {
        var account = TestAccount.Of("active");
        var request = account.Request();
        request["amount"] = asked;

        var settled = await target.Api.SettleAsync(await target.Api.AcceptAsync(request));

        Assert.Equal(sent, settled.Body.Text("amount"));
        Assert.Equal(sent, Assert.Single(await target.Juspay.DropsAsync(account)).Text("amount"));
    }

    private static async Task<Answer> SettleAsync(ApiClient api, TestAccount account) =>
        await api.SettleAsync(await api.AcceptAsync(account.Request()));

    private async Task ExpectAsync(TestAccount account, int drops, int posts)
    {
        Assert.Equal(drops, (await target.Juspay.DropsAsync(account)).Count);
        var seen = await target.Juspay.SeenAsync(account);
        Assert.Equal((posts, 0), (seen.Number("posts"), seen.Number("routingIdViolations")));
    }
}
