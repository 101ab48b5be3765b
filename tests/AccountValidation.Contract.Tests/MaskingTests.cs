namespace AccountValidation.Contract.Tests;

public sealed class MaskingTests(ContractTarget target)
{
    [Fact]
    public async Task AccountNumber_AppearsNowhere()
    {
        var account = TestAccount.Of("active");
        var secret = (await target.Juspay.DetailsAsync(account)).Text("account_number")!;

        var texts = await EverythingSaidAsync(account);

        Assert.All(texts, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("********" + secret[^4..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Vpa_AppearsNowhere()
    {
        var account = TestAccount.Of("active.vpa");
        var secret = (await target.Juspay.DetailsAsync(account)).Text("vpa")!.Split('@')[0];

        var texts = await EverythingSaidAsync(account);

        Assert.All(texts, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.Contains(texts, text =>
            text.Contains($"{secret[..2]}******{secret[^2..]}@yesg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Account_Settled_CarriesWhatOnboardingCompares()
    {
        var account = TestAccount.Of("active");
        var details = await target.Juspay.DetailsAsync(account);
        var settled = await target.Api.SettleAsync(await target.Api.AcceptAsync(account.Request()));

        var shown = settled.Body["account"];

        Assert.Equal(
            (details.Text("beneficiary_name"), details.Text("ifsc"), details.Text("bank_name")),
            (shown.Text("beneficiaryName"), shown.Text("ifsc"), shown.Text("bankName")));
        Assert.NotNull(shown.Text("beneficiaryName"));
    }

    private async Task<IReadOnlyList<string>> EverythingSaidAsync(TestAccount account)
    {
        var inbox = target.Receiver.Open();
        var started = await target.Api.StartAsync(account.Request(inbox.Url), ("Prefer", "wait=25"));
        var delivered = await target.Api.CallbackAsync(started.Id, "DELIVERED");
        return
        [
            started.Text,
            delivered.Text,
            (await target.Api.ListAsync($"customerId={account.CustomerId}")).Text,
            (await target.Api.CancelAsync(started.Id)).Text,
            (await target.Api.RedeliverAsync(started.Id)).Text,
            .. (await inbox.WaitForAsync(2)).Select(delivery => delivery.Text),
        ];
    }
}
