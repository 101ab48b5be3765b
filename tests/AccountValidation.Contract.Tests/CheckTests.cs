namespace AccountValidation.Contract.Tests;

public sealed class CheckTests(ContractTarget target)
{
    [Fact]
    public async Task Check_NextCheckIsFarAway_BringsItForward()
    {
        var api = await target.CautiousAsync();
        var account = TestAccount.Of("pending-forever");
        var id = await api.AcceptAsync(account.Request());
        var waiting = await api.DropAsync(id);
        Assert.True(waiting.Body.Time("nextCheckAt") > DateTimeOffset.UtcNow.AddMinutes(50), waiting.ToString());
        await target.Juspay.SettleAsync(account, "ACTIVE");

        var answer = await api.CheckAsync(id);

        Assert.Equal(202, answer.Status);
        Assert.EndsWith("/api/validations/" + id, answer.Header("Location"), StringComparison.Ordinal);
        Assert.NotNull(answer.Header("Retry-After"));
        Assert.Equal("ACTIVE", (await api.SettleAsync(id)).ValidationStatus);
    }

    [Fact]
    public async Task Check_NothingNew_ChecksAndWaitsOn()
    {
        var api = await target.CautiousAsync();
        var id = await api.AcceptAsync(TestAccount.Of("pending-forever").Request());
        var checks = (await api.DropAsync(id)).Body.Number("checks");

        await api.CheckAsync(id);

        var after = await api.WaitForAsync(
            id,
            answer => answer.Body.Number("checks") > checks,
            "it was checked once more");
        Assert.Equal(("PENDING", 1), (after.ValidationStatus, after.Body.Number("validateAttempts")));
    }

    [Fact]
    public async Task Check_Settled_IsRefused()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());
        await target.Api.SettleAsync(id);

        Problem.Expect(await target.Api.CheckAsync(id), 409, "already-settled");
    }

    [Fact]
    public async Task Check_Unknown_IsNotFound() =>
        Problem.Expect(await target.Api.CheckAsync("val_unknown"), 404, "validation-not-found");
}
