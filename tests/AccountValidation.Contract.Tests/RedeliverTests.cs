namespace AccountValidation.Contract.Tests;

public sealed class RedeliverTests(ContractTarget target)
{
    [Fact]
    public async Task Redeliver_Delivered_SendsTheSameBytesUnderTheSameId()
    {
        var inbox = target.Receiver.Open();
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request(inbox.Url));
        await target.Api.CallbackAsync(id, "DELIVERED");

        var answer = await target.Api.RedeliverAsync(id);

        Assert.Equal((202, "PENDING"), (answer.Status, answer.CallbackStatus));
        await ExpectSameAsync(inbox, 2);
        var again = await target.Api.CallbackAsync(id, "DELIVERED");
        Assert.Equal(2, again.Body.Number("callback", "attempts"));
        Assert.Equal("ACTIVE", again.ValidationStatus);
    }

    [Fact]
    public async Task Redeliver_Failed_RunsTheWholeScheduleAgain()
    {
        var inbox = target.Receiver.Open(410, 500, 500, 204);
        var id = await target.Api.AcceptAsync(TestAccount.Of("failure").Request(inbox.Url));
        await target.Api.CallbackAsync(id, "FAILED");

        await target.Api.RedeliverAsync(id);

        await ExpectSameAsync(inbox, 4);
        Assert.Equal(4, (await target.Api.CallbackAsync(id, "DELIVERED")).Body.Number("callback", "attempts"));
    }

    [Fact]
    public async Task Redeliver_NotSettled_IsRefused()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request(target.Receiver.Open().Url));

        Problem.Expect(await target.Api.RedeliverAsync(id), 409, "not-settled");
    }

    [Fact]
    public async Task Redeliver_WithoutCallback_IsRefused()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());
        await target.Api.SettleAsync(id);

        Problem.Expect(await target.Api.RedeliverAsync(id), 409, "no-callback");
    }

    [Fact]
    public async Task Redeliver_Unknown_IsNotFound() =>
        Problem.Expect(await target.Api.RedeliverAsync("val_unknown"), 404, "validation-not-found");

    private async Task ExpectSameAsync(Inbox inbox, int count)
    {
        var deliveries = await inbox.WaitForAsync(count);
        Assert.Equal(count, deliveries.Count);
        Assert.Single(deliveries.Select(delivery => delivery.Id).Distinct());
        Assert.Single(deliveries.Select(delivery => delivery.Text).Distinct());
        Assert.All(deliveries, delivery =>
            Assert.All(target.Secrets, secret => Assert.True(delivery.IsSignedWith(secret))));
    }
}
