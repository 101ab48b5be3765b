namespace AccountValidation.Contract.Tests;

public sealed class LogTests(ContractTarget target)
{
    [Theory]
    [InlineData("garbage-truncated")]
    [InlineData("garbage-wrong-type.vpa")]
    [InlineData("error-after")]
    public async Task Log_OfATroubledValidation_NamesItsIdAndNobody(string script)
    {
        var account = TestAccount.Of(script);
        var details = await target.Juspay.DetailsAsync(account);
        var id = await target.Api.AcceptAsync(account.Request(target.Receiver.Open(500).Url));
        await target.Api.CallbackAsync(id, "FAILED");
        await Eventually.TrueAsync(() => LinesAbout(id, "callback"), "the log tells of the callback");
        Assert.True(LinesAbout(id, "Juspay"), "The log does not tell of the lost answer.");

        var log = string.Join('\n', target.HostLog());

        string?[] secrets =
        [
            details.Text("account_number"), details.Text("vpa")?.Split('@')[0], details.Text("beneficiary_name"),
            target.Key, target.OperatorKey, TargetSettings.JuspayKey, .. target.Secrets,
        ];
        Assert.All(secrets.OfType<string>(), secret =>
            Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase));
    }

    private bool LinesAbout(string id, string what) =>
        target
            .HostLog()
            .Any(line =>
                line.Contains(id, StringComparison.Ordinal) && line.Contains(what, StringComparison.OrdinalIgnoreCase));
}
