namespace AccountValidation.JuspaySimulator.Tests;

/// <summary>Scripts under which a call gets no answer, or a late answer.</summary>
public sealed class UnansweredCallTests
{
    [Theory]
    [InlineData("timeout-before-1", 0, "0:CREATED|60:CREATED")]
    [InlineData("timeout-after", 1, "0:ACTIVE")]
    [InlineData("timeout-after-5s", 1, "0:CREATED|4.9:CREATED|5:ACTIVE")]
    public async Task Post_NeverAnswered_WaitsUntilTheClientGoes(string account, int drops, string after)
    {
        await using var host = await SimulatorHost.StartAsync();
        using var client = new CancellationTokenSource();

        var call = host.Juspay.PostUntilAsync(account, client.Token);
        await host.Clock.WaitBeginsAsync();
        Assert.False(call.IsCompleted);
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(drops, await host.Admin.DropsAsync(account));
        var elapsed = 0.0;
        foreach (var expectation in after.Split('|'))
        {
            var at = double.Parse(expectation.Split(':')[0], provider: null);
            host.Clock.Advance(at - elapsed);
            elapsed = at;
            Assert.Equal(expectation.Split(':')[1], (await host.Juspay.GetAsync(account)).Status);
        }
    }

    [Fact]
    public async Task Post_NeverAnswered_BreaksAfterFiveMinutes()
    {
        await using var host = await SimulatorHost.StartAsync();

        var call = host.Juspay.PostAsync("timeout-before-1");
        await host.Clock.WaitBeginsAsync();
        host.Clock.Advance(299);
        Assert.False(call.IsCompleted);
        host.Clock.Advance(1);

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        Assert.Equal("ACTIVE", (await host.Juspay.PostAsync("timeout-before-1")).Status);
        Assert.Equal(1, await host.Admin.DropsAsync("timeout-before-1"));
    }

    [Fact]
    public async Task Post_NeverAnswered_IsLoggedWithoutAStatus()
    {
        await using var host = await SimulatorHost.StartAsync();

        var call = host.Juspay.PostAsync("timeout-after");
        await host.Clock.WaitBeginsAsync();
        var logged = (await host.Admin.AccountAsync("timeout-after")).GetProperty("calls")[0];

        Assert.Equal(System.Text.Json.JsonValueKind.Null, logged.GetProperty("status").ValueKind);
        host.Clock.Advance(300);
        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Theory]
    [InlineData("reset", 0, "CREATED", "ACTIVE", 1)]
    [InlineData("reset-after", 1, "ACTIVE", null, 2)]
    public async Task Post_ConnectionBroken_Throws(
        string account, int drops, string shown, string? secondAnswer, int dropsThen)
    {
        await using var host = await SimulatorHost.StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => host.Juspay.PostAsync(account));
        Assert.Equal(drops, await host.Admin.DropsAsync(account));
        Assert.Equal(shown, (await host.Juspay.GetAsync(account)).Status);

        if (secondAnswer is null)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => host.Juspay.PostAsync(account));
        }
        else
        {
            Assert.Equal(secondAnswer, (await host.Juspay.PostAsync(account)).Status);
        }

        Assert.Equal(dropsThen, await host.Admin.DropsAsync(account));
    }

    [Theory]
    [InlineData("slow-5s", "ACTIVE", "ACTIVE")]
    [InlineData("slow-5s-failure", "FAILURE", "FAILURE")]
    [InlineData("slow-5s-pending-3s-active", "PENDING", "ACTIVE")]
    public async Task Post_Slow_DropsAtTheEndOfTheWait(string account, string answer, string later)
    {
        await using var host = await SimulatorHost.StartAsync();

        var call = host.Juspay.PostAsync(account);
        await host.Clock.WaitBeginsAsync();
        host.Clock.Advance(4.9);
        Assert.Equal(0, await host.Admin.DropsAsync(account));
        Assert.Equal("CREATED", (await host.Juspay.GetAsync(account)).Status);
        host.Clock.Advance(0.1);

        Assert.Equal(answer, (await call).Status);
        Assert.Equal(1, await host.Admin.DropsAsync(account));
        host.Clock.Advance(3);
        Assert.Equal(later, (await host.Juspay.GetAsync(account)).Status);
    }

    [Fact]
    public async Task Post_SlowAndClientGone_StillDrops()
    {
        await using var host = await SimulatorHost.StartAsync();
        using var client = new CancellationTokenSource();

        var call = host.Juspay.PostUntilAsync("slow-5s", client.Token);
        await host.Clock.WaitBeginsAsync();
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, await host.Admin.DropsAsync("slow-5s"));
        host.Clock.Advance(5);

        while (await host.Admin.DropsAsync("slow-5s") == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.Equal("ACTIVE", (await host.Juspay.GetAsync("slow-5s")).Status);
    }
}
