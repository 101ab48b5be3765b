using System.Text.Json.Nodes;

namespace AccountValidation.Contract.Tests;

/// <summary>What validations wait for: in a validation, as a filter of the list, and counted in the summary.</summary>
public sealed class WaitTests(ContractTarget target)
{
    [Fact]
    public async Task Get_WhilePending_SaysWhatItWaitsForAndUntilWhen()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request());

        var waiting = (await target.Api.DropAsync(id)).Body;

        Assert.Equal("juspay-answer", waiting.Text("waitingFor", "cause"));
        Assert.Equal("back-off", waiting.Text("waitingFor", "rule"));
        Assert.Equal(waiting.Time("nextCheckAt"), waiting.Time("waitingFor", "nextStepAt"));
        Assert.True(waiting.Time("waitingFor", "since") >= waiting.Time("createdAt"), waiting.ToJsonString());
    }

    [Fact]
    public async Task Get_WhenNothingIsLeftToDo_WaitsForNothing()
    {
        var id = await target.Api.AcceptAsync(TestAccount.Of("active").Request());

        Assert.DoesNotContain("waitingFor", (await target.Api.SettleAsync(id)).Body.Names());
    }

    [Fact]
    public async Task List_ByCauseAndCallback_HoldsTheMatchesOnly()
    {
        var customer = TestAccount.Of("pending-forever");
        var pending = await target.Api.AcceptAsync(customer.Request());
        var settled = await target.Api.AcceptAsync(customer.Another("active").Request());
        await target.Api.DropAsync(pending);
        await target.Api.SettleAsync(settled);

        Assert.Equal([pending], await IdsAsync($"customerId={customer.CustomerId}&waitingFor=juspay-answer"));
        Assert.Empty(await IdsAsync($"customerId={customer.CustomerId}&waitingFor=key-refused,suspended"));
        Assert.Equal(
            [settled, pending], await IdsAsync($"customerId={customer.CustomerId}&callbackStatus=none"));
        Assert.Empty(await IdsAsync($"customerId={customer.CustomerId}&callbackStatus=FAILED"));
    }

    [Fact]
    public async Task List_BySettlement_HoldsItsStartAndNotItsEnd()
    {
        var customer = TestAccount.Of("active");
        var id = await target.Api.AcceptAsync(customer.Request());
        await target.Api.AcceptAsync(customer.Another("pending-forever").Request());
        var settledAt = (await target.Api.SettleAsync(id)).Body.Text("settledAt");

        Assert.Equal([id], await IdsAsync($"customerId={customer.CustomerId}&settledFrom={settledAt}"));
        Assert.Empty(await IdsAsync($"customerId={customer.CustomerId}&settledTo={settledAt}"));
    }

    [Theory]
    [InlineData("receiverHost=hooks.example")]
    [InlineData("metadata=applicationId:A-17")]
    [InlineData("idPrefix=val_0")]
    public async Task List_FilterThatTheHostHasNoIndexFor_IsRefusedAndNotIgnored(string query)
    {
        var answer = await target.Api.ListAsync(query);

        Assert.Equal(HostUnderTest.IsAzure ? 400 : 200, answer.Status);
    }

    [Fact]
    public async Task List_ByMetadataAndReceiver_HoldsTheMatchesOnly()
    {
        Assert.SkipWhen(HostUnderTest.IsAzure, "Azure's tables have no index for these filters.");
        var (account, inbox) = (TestAccount.Of("active"), target.Receiver.Open());
        var request = account.Request(inbox.Url);
        request["metadata"] = new JsonObject { ["application"] = account.AccountId };
        var id = await target.Api.AcceptAsync(request);

        Assert.Equal([id], await IdsAsync($"metadata=application:{account.AccountId}"));
        Assert.Equal(
            [id],
            await IdsAsync(
                $"metadata=application:{account.AccountId}&receiverHost={new Uri(inbox.Url).Host}"
                + $"&idPrefix={id[..20]}"));
        Assert.Empty(await IdsAsync($"metadata=application:{account.AccountId}&receiverHost=elsewhere.example"));
    }

    [Fact]
    public async Task Summary_OfAPendingValidation_CountsItsCause()
    {
        await target.Api.DropAsync(await target.Api.AcceptAsync(TestAccount.Of("pending-forever").Request()));

        var summary = (await target.SeesAll.GetAsync("/api/validations/summary")).Body;

        Assert.Contains(summary.Items("waitingFor"), cause =>
            cause.Text("cause") == "juspay-answer" && cause.Number("count") >= 1);
        Assert.Contains(summary.Items("statuses"), status =>
            status.Text("status") == "PENDING" && status.Number("count") >= 1);
    }

    private async Task<IEnumerable<string>> IdsAsync(string query) =>
        (await target.Api.ListAsync(query)).Body.Items("items").Select(item => item.Text("id")!);
}
