namespace AccountValidation.Contract.Tests;

/// <summary>The allowed callback addresses under the rules of production.</summary>
public sealed class CallbackAddressTests(ContractTarget target)
{
    [Theory]
    [InlineData("http://example.com/hooks")]
    [InlineData("https://localhost/hooks")]
    [InlineData("https://LOCALHOST./hooks")]
    [InlineData("https://inner.localhost/hooks")]
    [InlineData("https://127.0.0.1/hooks")]
    [InlineData("https://127.1/hooks")]
    [InlineData("https://2130706433/hooks")]
    [InlineData("https://0x7f.0.0.1/hooks")]
    [InlineData("https://0.0.0.0/hooks")]
    [InlineData("https://10.0.0.1/hooks")]
    [InlineData("https://172.16.0.1/hooks")]
    [InlineData("https://192.168.1.1/hooks")]
    [InlineData("https://100.64.0.1/hooks")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://168.63.129.16/")]
    [InlineData("https://[::1]/hooks")]
    [InlineData("https://[::]/hooks")]
    [InlineData("https://[fd00::1]/hooks")]
    [InlineData("https://[fe80::1]/hooks")]
    [InlineData("https://[::ffff:10.0.0.1]/hooks")]
    [InlineData("https://[64:ff9b::a00:1]/hooks")]
    public async Task Start_CallbackToAPrivateAddress_IsRefusedAndNothingIsStored(string url)
    {
        var api = await target.CautiousAsync();
        var account = TestAccount.Of("active");

        Problem.ExpectFields(await api.StartAsync(account.Request(url)), "callbackUrl");
        Assert.Empty((await api.ListAsync($"customerId={account.CustomerId}")).Body.Items("items"));
        Assert.Empty(await target.Juspay.DropsAsync(account));
    }

    [Fact]
    public async Task Start_CallbackToAPublicAddress_IsAccepted()
    {
        // This name never resolves.
        var api = await target.CautiousAsync();

        Assert.Equal(
            202,
            (await api.StartAsync(TestAccount.Of("pending-forever").Request("https://onboarding.invalid/hooks"))).Status
        );
    }
}
