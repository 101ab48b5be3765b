namespace AccountValidation.Contract.Tests;

/// <summary>
/// Answers of strangers, old records, and refusals about an earlier penny drop. Each of these once led to a second
/// penny or to a wrong status.
/// </summary>
public sealed class StrangerTests(ContractTarget target)
{
    [Theory]
    [InlineData("blocked", "ACTIVE")]
    [InlineData("throttled-with-effect", "ACTIVE")]
    [InlineData("ingress-1", "ACTIVE")]
    [InlineData("half-character", "ACTIVE")]
    [InlineData("echo-2s-active", "ACTIVE")]
    [InlineData("other-id", "FAILURE")]
    public async Task Validation_SomebodyElseAnswers_IsPaidOnceAndHasJuspaysAnswer(string script, string status)
    {
        var account = TestAccount.Of(script);

        var settled = await SettleAsync(target.Api, account);

        Assert.Equal((status, false), (settled.ValidationStatus, settled.Body["unchanged"]!.GetValue<bool>()));
        await ExpectOneDropAsync(account);
    }

    [Fact]
    public async Task Validation_SecondFailureThatNothingShows_IsPaidOnceAndExpires()
    {
        var account = TestAccount.Of("unmoved-failure");

        var settled = await SettleAsync(await target.HastyAsync(), account);

        Assert.Equal("EXPIRED", settled.ValidationStatus);
        Assert.Equal("penny_drop_uncertain", settled.Body.Text("reason", "code"));
        await ExpectOneDropAsync(account);
    }

    // The first penny drop shows later than the assumption about Juspay allows. The service therefore sends a second
    // POST, which Juspay refuses.
    [Fact]
    public async Task Validation_SecondPennyDropIsRefusedAsInProgress_IsNeverRejected()
    {
        var account = TestAccount.Of("in-progress-9s");

        var settled = await SettleAsync(target.Api, account);

        Assert.Equal("ACTIVE", settled.ValidationStatus);
        Assert.Single(await target.Juspay.DropsAsync(account));
    }

    // Dates have whole seconds: two drops in the same second look the same.
    [Fact]
    public async Task Validation_StartedInTheSecondOfTheLastOne_IsPaidOnce()
    {
        var account = TestAccount.Of("active");
        await SettleAsync(target.Api, account);
        await target.Juspay.SetScriptAsync(account, "reset-after");

        var second = await SettleAsync(target.Api, account);

        Assert.Equal("ACTIVE", second.ValidationStatus);
        Assert.Equal(2, (await target.Juspay.DropsAsync(account)).Count);
    }

    private static async Task<Answer> SettleAsync(ApiClient api, TestAccount account) =>
        await api.SettleAsync(await api.AcceptAsync(account.Request()));

    private async Task ExpectOneDropAsync(TestAccount account)
    {
        Assert.Single(await target.Juspay.DropsAsync(account));
        Assert.Equal(1, (await target.Juspay.SeenAsync(account)).Number("posts"));
    }
}
