namespace AccountValidation.Contract.Tests;

/// <summary>The only test of its host: nothing except its own start may be unsettled there.</summary>
public sealed class AdmissionTests(ContractTarget target)
{
    [Fact]
    public async Task Start_AtTheBound_IsPutOffAndKnownRequestsAreAnsweredAsEver()
    {
        var api = await target.NarrowAsync();
        var (account, other) = (TestAccount.Of("pending-forever"), TestAccount.Of("active"));
        var (key, otherKey) = (("Idempotency-Key", TestAccount.Unique()), ("Idempotency-Key", TestAccount.Unique()));
        var id = (await api.StartAsync(account.Request(), key)).Id;

        var refused = await api.StartAsync(other.Request(), otherKey);
        Problem.Expect(refused, 503, "too-many-unsettled");
        Assert.Equal("30", refused.Header("Retry-After"));
        Assert.Empty((await api.ListAsync($"customerId={other.CustomerId}")).Body.Items("items"));
        Assert.Empty(await target.Juspay.DropsAsync(other));

        var replayed = await api.StartAsync(account.Request(), key);
        Assert.Equal((202, id, "true"), (replayed.Status, replayed.Id, replayed.Header("Idempotent-Replayed")));
        Problem.Expect(await api.StartAsync(account.Request()), 409, "account-busy");

        await api.CancelAsync(id);
        var accepted = await Eventually.GetAsync(
            () => api.StartAsync(other.Request(), otherKey),
            answer => answer.Status != 503,
            "there is room again");
        Assert.Equal("ACTIVE", (await api.SettleAsync(accepted.Id)).ValidationStatus);
        Assert.Single(await target.Juspay.DropsAsync(other));
    }
}
