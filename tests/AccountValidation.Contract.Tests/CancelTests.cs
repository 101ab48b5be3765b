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
        Assert.Equal(
            ("validation.cancelled", "CANCELLED"), (delivery.Body.Text("type"), delivery.Body.Text("data", "status")));
    }

    [Fact]
    public async Task Cancel_DuringAPennyDrop_SettlesAtOnceAndTheNextValidationFollowsTheDrop()
    {
        // The call times out after a second, and Juspay drops the penny half a second later.
        var account = TestAccount.Of("slow-1500ms-pending-600s-active");
        var first = await target.Api.AcceptAsync(account.Request());
        await target.Juspay.PostedAsync(account);

        var answer = await target.Api.CancelAsync(first);
        var second = await target.Api.AcceptAsync(account.Request());

        Assert.Equal((200, "CANCELLED"), (answer.Status, answer.ValidationStatus));
        Assert.Contains("not known", answer.Body.Text("reason", "message"), StringComparison.Ordinal);
        await target.Api.WaitForAsync(
            second,
            found => found.Text.Contains("penny-drop-seen", StringComparison.Ordinal),
            "it sees the drop of the first");
        await target.Juspay.SettleAsync(account, "ACTIVE");
        var settled = await target.Api.SettleAsync(second);
        Assert.Equal(("ACTIVE", 0), (settled.ValidationStatus, settled.Body.Number("validateAttempts")));
        Assert.Single(await target.Juspay.DropsAsync(account));
    }

    [Fact]
    public async Task Cancel_PennyDropThatIsAnsweredLater_StaysCancelledAndTheNextValidationTakesTheAnswer()
    {
        var account = TestAccount.Of("slow-1500ms-failure");
        var first = await target.Api.AcceptAsync(account.Request());
        await target.Juspay.PostedAsync(account);

        await target.Api.CancelAsync(first);
        var second = await target.Api.SettleAsync(await target.Api.AcceptAsync(account.Request()));

        Assert.Equal("CANCELLED", (await target.Api.FindAsync(first)).ValidationStatus);
        Assert.Equal(("FAILURE", 0), (second.ValidationStatus, second.Body.Number("validateAttempts")));
        Assert.Single(await target.Juspay.DropsAsync(account));
    }

    [Theory]
    [InlineData("stale-1s-active")]
    [InlineData("lagging-2s-pending-3s-active")]
    public async Task Cancel_PennyDropThatNoCheckShowsYet_LetsTheNextValidationFollowIt(string script)
    {
        // For a while checks show the account as before the drop: a second start that trusted them would pay again.
        var account = TestAccount.Of(script);
        var first = await target.Api.AcceptAsync(account.Request());
        await target.Api.DropAsync(first);

        var cancelled = await target.Api.CancelAsync(first);
        var second = await target.Api.SettleAsync(await target.Api.AcceptAsync(account.Request()));

        Assert.Equal((200, "CANCELLED"), (cancelled.Status, cancelled.ValidationStatus));
        Assert.Equal(("ACTIVE", 0), (second.ValidationStatus, second.Body.Number("validateAttempts")));
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
    public async Task Cancel_Unknown_IsNotFound() =>
        Problem.Expect(await target.Api.CancelAsync("val_unknown"), 404, "validation-not-found");

    [Fact]
    public async Task Cancel_ThenStartAgain_AdoptsThePennyDropThatIsUnderWay()
    {
        var account = TestAccount.Of("pending-forever");
        var first = await target.Api.AcceptAsync(account.Request());
        await target.Api.DropAsync(first);
        await target.Api.CancelAsync(first);

        var second = await target.Api.AcceptAsync(account.Request());
        await target.Api.WaitForAsync(second, answer => answer.Body.Number("checks") > 1, "it was checked twice");

        Assert.NotEqual(first, second);
        Assert.Single(await target.Juspay.DropsAsync(account));
    }
}
