namespace AccountValidation.Contract.Tests;

public sealed class CancelTests(ContractTarget target)
{
    [Fact]
    public async Task Cancel_Pending_SettlesAndCallsBack()
    {
        var inbox = target.Receiver.Open();
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request(inbox.Url));
        await target.Api.DropAsync(id);

        var answer = await target.Api.CancelAsync(id);

        Assert.Equal((200, "CANCELLED"), (answer.Status, answer.ValidationStatus));
        Assert.Equal("cancelled", answer.Body.Text("reason", "code"));
        var delivery = Assert.Single(await inbox.WaitForAsync(1));
        Assert.Equal(("validation.cancelled", "CANCELLED"), (delivery.Body.Text("type"), delivery.Body.Text("data", "status")));
    }

    [Fact]
    public async Task Cancel_WhilePennyDropIsUnresolved_TakesEffectOnlyAfterIt()
    {
        // The call times out after a second, and half a second later the penny is dropped nevertheless.
        var account = TestAccount.Of("slow-1500ms-pending-600s-active");
        var id = await target.Api.AcceptAsync(account.Request());
        await target.Juspay.PostedAsync(account);

        var answer = await target.Api.CancelAsync(id);

        Assert.Equal((202, "PENDING"), (answer.Status, answer.ValidationStatus));
        Assert.NotNull(answer.Header("Retry-After"));
        Assert.Equal(409, (await target.Api.StartAsync(account.Request())).Status);
        var settled = await target.Api.SettleAsync(id);
        Assert.Equal("CANCELLED", settled.ValidationStatus);
        var drop = Assert.Single(await target.Juspay.DropsAsync(account));
        Assert.True(settled.Body.Time("settledAt") >= drop.Time("at").AddMilliseconds(-1), "It was cancelled while the penny was on its way.");
    }

    [Fact]
    public async Task Cancel_PennyDropThenAnswered_GivesTheAnswer()
    {
        var account = TestAccount.Of("slow-700ms-failure");
        var id = await target.Api.AcceptAsync(account.Request());
        await target.Juspay.PostedAsync(account);

        await target.Api.CancelAsync(id);

        // An answer that came is worth more than a cancel that came too late, and one of both it must be.
        var settled = await target.Api.SettleAsync(id);
        Assert.Equal("FAILURE", settled.ValidationStatus);
        Assert.Single(await target.Juspay.DropsAsync(account));
    }

    [Fact]
    public async Task Cancel_PennyDropThatNoLookShowsYet_KeepsTheAccountUntilOneDoes()
    {
        // Freed at once, the account would look unpaid to a second start, which would pay again.
        var account = TestAccount.Of("stale-1s-active");
        var id = await target.Api.AcceptAsync(account.Request());
        await target.Api.DropAsync(id);

        var cancelled = target.Api.CancelAsync(id);

        Assert.Equal(409, (await target.Api.StartAsync(account.Request())).Status);
        await cancelled;
        await target.Api.SettleAsync(id);
        var second = await target.Api.AcceptAsync(account.Request());
        Assert.Equal("ACTIVE", (await target.Api.SettleAsync(second)).ValidationStatus);
        Assert.Single(await target.Juspay.DropsAsync(account));
    }

    [Fact]
    public async Task Cancel_Twice_IsTheSameCancel()
    {
        var inbox = target.Receiver.Open();
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request(inbox.Url));
        await target.Api.DropAsync(id);
        var first = await target.Api.CancelAsync(id);
        await target.Api.CallbackAsync(id, "DELIVERED");

        var second = await target.Api.CancelAsync(id);

        Assert.Equal((200, "CANCELLED"), (second.Status, second.ValidationStatus));
        Assert.Equal(first.Body.Text("settledAt"), second.Body.Text("settledAt"));
        Assert.Single(inbox.Deliveries);
    }

    [Fact]
    public async Task Cancel_Settled_IsRefusedAndChangesNothing()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());
        await target.Api.SettleAsync(id);

        Problem.Expect(await target.Api.CancelAsync(id), 409, "already-settled");
        Assert.Equal("ACTIVE", (await target.Api.FindAsync(id)).ValidationStatus);
    }

    [Fact]
    public async Task Cancel_Unknown_IsNotFound() => Problem.Expect(await target.Api.CancelAsync("val_unknown"), 404, "validation-not-found");

    [Fact]
    public async Task Cancel_ThenStartAgain_AdoptsThePennyDropThatIsUnderWay()
    {
        var account = TestAccount.Of("pending-forever");
        var first = await target.Api.AcceptAsync(account.Request());
        await target.Api.DropAsync(first);
        await target.Api.CancelAsync(first);

        var second = await target.Api.AcceptAsync(account.Request());
        await target.Api.WaitForAsync(second, answer => answer.Body.Number("checks") > 1, "it was looked at twice");

        Assert.NotEqual(first, second);
        Assert.Single(await target.Juspay.DropsAsync(account));
    }
}
