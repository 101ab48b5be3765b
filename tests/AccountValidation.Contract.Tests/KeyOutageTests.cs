namespace AccountValidation.Contract.Tests;

/// <summary>Runs alone, because the outage holds every validation of the host.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

[Collection(typeof(Alone))]
public sealed class KeyOutageTests(ContractTarget target)
{
    [Fact]
    public async Task KeyRefused_ValidationIsHeldAndHealthDegraded_UntilTheKeyWorksAgain()
    {
        var account = TestAccount.Of("active");
        var inbox = target.Receiver.Open();
        await target.Juspay.SetOutageAsync("key-refused");
        string id;
        try
        {
            id = await target.Api.AcceptAsync(account.Request(inbox.Url));
            await ExpectHealthAsync("degraded");
            var held = await target.Api.WaitForAsync(
                id,
                answer => answer.Body.Number("checks") > 2,
                "it was tried more than twice");
            Assert.Equal(("PENDING", 0), (held.ValidationStatus, held.Body.Number("validateAttempts")));
            Assert.Empty(await target.Juspay.DropsAsync(account));
        }
        finally
        {
            await target.Juspay.SetOutageAsync("none");
        }

        Assert.Equal("ACTIVE", (await target.Api.SettleAsync(id)).ValidationStatus);
        Assert.Single(await target.Juspay.DropsAsync(account));
        await inbox.WaitForAsync(1);
        await ExpectHealthAsync("healthy");
    }

    private async Task ExpectHealthAsync(string status)
    {
        var health = await Eventually.GetAsync(
            () => target.Anonymous.GetAsync("/health/ready"),
            answer => answer.Body.Text("status") == status,
            $"the host is {status}");

        // A degraded host still works: load balancers must keep it in service.
        Assert.Equal(200, health.Status);
        Assert.Equal(200, (await target.Anonymous.GetAsync("/health/live")).Status);
    }
}
