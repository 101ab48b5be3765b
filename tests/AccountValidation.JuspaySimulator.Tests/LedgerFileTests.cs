namespace AccountValidation.JuspaySimulator.Tests;

public sealed class LedgerFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("juspay-simulator-").FullName;

    private string LedgerPath => Path.Combine(_folder, "deeper", "ledger.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Restart_WithALedger_RemembersDropsScriptsAndCounts()
    {
        await using (var host = await SimulatorHost.StartAsync(ledgerPath: LedgerPath))
        {
            await host.Juspay.PostAsync("pending-60s-failure", amount: "3");
            await host.Juspay.PostAsync("error-before-1");
            await host.Juspay.GetAsync("was-active");
            await host.Juspay.PostAsync("pending-forever");
            using var settled = await host.Admin.SettleAsync("pending-forever", "FAILURE");
            using var script = await host.Admin.SetScriptAsync("active", "failure");
        }

        await using var restarted = await SimulatorHost.StartAsync(
            ledgerPath: LedgerPath, now: new(2026, 11, 22, 10, 2, 0, TimeSpan.Zero));

        var ledger = await restarted.Admin.LedgerAsync("?customerAccountId=pending-60s-failure");
        Assert.Equal("3", ledger.GetProperty("drops")[0].GetProperty("amount").GetString());
        var check = await restarted.Juspay.GetAsync("pending-60s-failure");
        Assert.Equal(("FAILURE", "2026-11-22T10:01:00Z"), (check.Status, check.LastValidated));
        Assert.Equal("200 ACTIVE", (await restarted.Juspay.PostAsync("error-before-1")).Brief);
        Assert.Equal("2026-11-22T09:00:00Z", (await restarted.Juspay.GetAsync("was-active")).LastValidated);
        Assert.Equal("FAILURE", (await restarted.Juspay.GetAsync("pending-forever")).Status);
        Assert.Equal("FAILURE", (await restarted.Juspay.PostAsync("active")).Status);
    }

    [Fact]
    public async Task Restart_DuringAnOutage_IsStillOutAndKnowsTheRoutingId()
    {
        await using (var host = await SimulatorHost.StartAsync(ledgerPath: LedgerPath))
        {
            await host.Juspay.PostAsync("active", routingId: "first");
            using var outage = await host.Admin.SetOutageAsync("error");
        }

        await using var restarted = await SimulatorHost.StartAsync(ledgerPath: LedgerPath);

        var answer = await restarted.Juspay.PostAsync("active", routingId: "second");
        Assert.Equal("503 service_unavailable", answer.Brief);
        Assert.Equal(1, (await restarted.Admin.AccountAsync("active")).GetProperty("routingIdViolations").GetInt32());
    }

    [Fact]
    public async Task Stop_DuringASlowCall_BreaksItWithoutADrop()
    {
        await using (var host = await SimulatorHost.StartAsync(ledgerPath: LedgerPath))
        {
            var call = host.Juspay.PostAsync("slow-5s");
            await host.Clock.WaitBeginsAsync();
            await host.StopAsync();
            await Assert.ThrowsAsync<HttpRequestException>(() => call);
        }

        await using var restarted = await SimulatorHost.StartAsync(ledgerPath: LedgerPath);
        Assert.Equal(0, await restarted.Admin.DropsAsync("slow-5s"));
    }

    [Theory]
    [InlineData("""{"event":"drop","customerId":"cst_1","custom""")]
    [InlineData(
        """{"event":"drop","customerId":"cst_1","customerAccountId":"active","at":"2026-11-22T"""
        + """10:00:00+00:00","amount":"1","script":"active"}""")]
    [InlineData("\0\0\0\0\n")]
    [InlineData("{\"event\":\"drop\"}\n")]
    [InlineData("{\"event\":\"something-else\"}\n")]
    public async Task Open_TornLastLine_IsIgnoredAndCutOff(string torn)
    {
        await DropOnceAsync();
        await File.AppendAllTextAsync(LedgerPath, torn, TestContext.Current.CancellationToken);

        Assert.Equal(2, await DropOnceAsync());
        Assert.Equal(3, await DropOnceAsync());
    }

    [Fact]
    public async Task Open_DamagedMiddleLine_IsRefused()
    {
        await DropOnceAsync();
        var whole = await File.ReadAllTextAsync(LedgerPath, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(LedgerPath, "damaged\n" + whole, TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<InvalidDataException>(
            () => SimulatorHost.StartAsync(ledgerPath: LedgerPath));

        Assert.Contains("Line 1 ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_OneEvent_IsOneLineReadableAtOnce()
    {
        await using var host = await SimulatorHost.StartAsync(ledgerPath: LedgerPath);

        await host.Juspay.PostAsync("active");

        await using var file = new FileStream(LedgerPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var lines = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        var names = lines.Select(line => line.Split('"') is [_, "event", _, var name, ..] ? name : line);
        Assert.Equal(["routing", "called", "drop", ""], names);
    }

    [Fact]
    public async Task Forget_WithALedger_EmptiesTheFileAndGoesOn()
    {
        await using (var host = await SimulatorHost.StartAsync(ledgerPath: LedgerPath))
        {
            await host.Juspay.PostAsync("active");
            using var forgotten = await host.Admin.ForgetAsync();
            Assert.Equal(0, new FileInfo(LedgerPath).Length);
            await host.Juspay.PostAsync("active");
        }

        Assert.Equal(2, await DropOnceAsync());
    }

    private async Task<int> DropOnceAsync()
    {
        await using var host = await SimulatorHost.StartAsync(ledgerPath: LedgerPath);
        await host.Juspay.PostAsync("active");
        return await host.Admin.DropsAsync("active");
    }
}
