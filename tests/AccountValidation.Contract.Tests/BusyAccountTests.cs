namespace AccountValidation.Contract.Tests;

public sealed class BusyAccountTests(ContractTarget target)
{
    [Fact]
    public async Task Start_AccountIsBusy_IsRefusedWithALinkToTheOther()
    {
        var account = TestAccount.Of("pending-forever");
        var first = await target.Api.AcceptAsync(account.Request());

        var answer = await target.Api.StartAsync(account.Request());

        Problem.Expect(answer, 409, "account-busy");
        Assert.Equal(first, answer.Body.Text("validationId"));
        Assert.Equal(first, (await target.Api.GetAsync(answer.Body.Text("validation")!)).Id);
    }

    [Fact]
    public async Task Start_AccountIsBusyForAnotherCaller_IsRefusedToo()
    {
        var account = TestAccount.Of("pending-forever");
        await target.Api.AcceptAsync(account.Request());

        Problem.Expect(await target.OtherApi.StartAsync(account.Request()), 409, "account-busy");
    }

    [Fact]
    public async Task Start_OtherAccountOfTheCustomer_IsFree()
    {
        var account = TestAccount.Of("pending-forever");
        await target.Api.AcceptAsync(account.Request());

        await target.Api.AcceptAsync(account.Another("pending-forever").Request());
    }

    [Fact]
    public async Task Start_AfterTheFirstHasSettled_IsAccepted()
    {
        var account = TestAccount.Of("active");
        var first = await target.Api.AcceptAsync(account.Request());
        await target.Api.SettleAsync(first);

        var second = await target.Api.AcceptAsync(account.Request());

        Assert.NotEqual(first, second);
        Assert.Equal("ACTIVE", (await target.Api.SettleAsync(second)).ValidationStatus);
        Assert.Equal(2, (await target.Juspay.DropsAsync(account)).Count);
    }

    [Fact]
    public async Task Start_TwentyAtOnce_DropOnePenny()
    {
        var account = TestAccount.Of("pending-forever");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => target.Api.StartAsync(account.Request())));

        var started = Assert.Single(answers, answer => answer.Status is 200 or 202);
        var refused = answers.Except([started]).ToList();
        Assert.All(refused, answer => Problem.Expect(answer, 409, "account-busy"));
        Assert.All(refused, answer => Assert.Equal(started.Id, answer.Body.Text("validationId")));
        await target.Api.DropAsync(started.Id);
        await target.Juspay.SettleAsync(account, "ACTIVE");
        await target.Api.SettleAsync(started.Id);
        Assert.Single(await target.Juspay.DropsAsync(account));
        Assert.Single((await target.Api.ListAsync($"customerId={account.CustomerId}")).Body.Items("items"));
    }
}
