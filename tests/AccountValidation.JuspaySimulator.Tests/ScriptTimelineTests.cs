namespace AccountValidation.JuspaySimulator.Tests;

/// <summary>
/// Every script that answers all calls: the check before the drop, the answer to the drop, the checks after the drop.
/// </summary>
public sealed class ScriptTimelineTests
{
    [Theory]
    [InlineData("active", "200 CREATED", "200 ACTIVE", 1, "0:200 ACTIVE")]
    [InlineData("banh_kGvx5TGUmkRVC2dH", "200 CREATED", "200 ACTIVE", 1, "0:200 ACTIVE")]
    [InlineData("failure", "200 CREATED", "200 FAILURE", 1, "0:200 FAILURE")]
    [InlineData("pending-5s-active", "200 CREATED", "200 PENDING", 1, "0:200 PENDING|4.9:200 PENDING|5:200 ACTIVE")]
    [InlineData("pending-300ms-failure.x", "200 CREATED", "200 PENDING", 1, "0.2:200 PENDING|0.3:200 FAILURE")]
    [InlineData("pending-forever", "200 CREATED", "200 PENDING", 1, "0:200 PENDING|999999:200 PENDING")]
    [InlineData(
        "unknown",
        "404 customer_account_not_found",
        "404 customer_account_not_found",
        0,
        "9:404 customer_account_not_found")]
    [InlineData("bad-request", "200 CREATED", "400 invalid_request", 0, "9:200 CREATED")]
    [InlineData("key-refused", "401 access_denied", "401 access_denied", 0, "9:401 access_denied")]
    [InlineData("key-refused-5s", "401 access_denied", "401 access_denied", 0, "4.9:401 access_denied|5:200 CREATED")]
    [InlineData("forbidden", "403 forbidden", "403 forbidden", 0, "9:403 forbidden")]
    [InlineData("throttled-1", "200 CREATED", "429 too_many_requests", 0, "0:200 CREATED")]
    [InlineData("throttled-get-2", "429 too_many_requests", "200 ACTIVE", 1, "0:429 too_many_requests|1:200 ACTIVE")]
    [InlineData("error-before-1", "200 CREATED", "500 internal_error", 0, "0:200 CREATED")]
    [InlineData("error-after", "200 CREATED", "500 internal_error", 1, "0:200 PENDING|0.9:200 PENDING|1:200 ACTIVE")]
    [InlineData("error-after-4s", "200 CREATED", "500 internal_error", 1, "0:200 CREATED|3.9:200 CREATED|4:200 ACTIVE")]
    [InlineData(
        "stale-4s-active",
        "200 FAILURE",
        "200 PENDING",
        1,
        "0:200 FAILURE|3.9:200 FAILURE|4:200 PENDING|5:200 ACTIVE")]
    [InlineData("stale-4s-failure", "200 FAILURE", "200 PENDING", 1, "3.9:200 FAILURE|4:200 PENDING|5:200 FAILURE")]
    [InlineData("was-active", "200 ACTIVE", "200 ACTIVE", 1, "0:200 ACTIVE")]
    [InlineData("was-failure", "200 FAILURE", "200 ACTIVE", 1, "0:200 ACTIVE")]
    [InlineData("was-pending", "200 PENDING", "200 ACTIVE", 1, "0:200 ACTIVE")]
    [InlineData("was-active-undated", "200 ACTIVE", "200 ACTIVE", 1, "0:200 ACTIVE")]
    [InlineData("garbage.x", "200 CREATED", null, 1, "0:200 ACTIVE")]
    [InlineData("garbage-html", "200 CREATED", null, 1, "0:200 ACTIVE")]
    [InlineData("garbage-empty", "200 CREATED", null, 1, "0:200 ACTIVE")]
    [InlineData("garbage-truncated", "200 CREATED", null, 1, "0:200 ACTIVE")]
    [InlineData("garbage-huge", "200 CREATED", null, 1, "0:200 ACTIVE")]
    [InlineData("garbage-wrong-type", "200 CREATED", null, 1, "0:200 ACTIVE")]
    [InlineData("garbage-unknown-status", "200 CREATED", null, 1, "0:200 ACTIVE")]
    [InlineData("garbage-redirect", "200 CREATED", null, 1, "0:200 ACTIVE")]
    public async Task Script_CheckThenDropThenChecks_Shows(
        string account, string before, string? answer, int drops, string after)
    {
        await using var host = await SimulatorHost.StartAsync();

        Assert.Equal(before, (await host.Juspay.GetAsync(account)).Brief);
        var posted = await host.Juspay.PostAsync(account);
        if (answer is not null)
        {
            Assert.Equal(answer, posted.Brief);
        }

        Assert.Equal(drops, await host.Admin.DropsAsync(account));
        var elapsed = 0.0;
        foreach (var expectation in after.Split('|'))
        {
            var (at, shown) = (double.Parse(expectation.Split(':')[0], provider: null), expectation.Split(':')[1]);
            host.Clock.Advance(at - elapsed);
            elapsed = at;
            Assert.Equal((at, shown), (at, (await host.Juspay.GetAsync(account)).Brief));
        }
    }

    [Theory]
    [InlineData("throttled-2", "429 too_many_requests")]
    [InlineData("error-before-2", "500 internal_error")]
    public async Task Post_MoreOftenThanTheFault_BehavesAsActive(string account, string fault)
    {
        await using var host = await SimulatorHost.StartAsync();

        var first = await host.Juspay.PostAsync(account);
        var second = await host.Juspay.PostAsync(account);
        var third = await host.Juspay.PostAsync(account);

        Assert.Equal([fault, fault, "200 ACTIVE"], [first.Brief, second.Brief, third.Brief]);
        Assert.Equal(1, await host.Admin.DropsAsync(account));
    }

    [Fact]
    public async Task Post_Throttled_SaysWhenToTryAgain()
    {
        await using var host = await SimulatorHost.StartAsync();

        Assert.Equal(TimeSpan.FromSeconds(1), (await host.Juspay.PostAsync("throttled-1")).Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Post_KeyRefusedForAWhile_DropsAfterwards()
    {
        await using var host = await SimulatorHost.StartAsync();

        await host.Juspay.PostAsync("key-refused-5s");
        host.Clock.Advance(5);

        Assert.Equal("200 ACTIVE", (await host.Juspay.PostAsync("key-refused-5s")).Brief);
        Assert.Equal(1, await host.Admin.DropsAsync("key-refused-5s"));
    }

    [Theory]
    [InlineData("was-active", "2026-11-22T09:00:00Z", "2026-11-22T10:00:10Z")]
    [InlineData("was-failure", "2026-11-22T09:00:00Z", "2026-11-22T10:00:10Z")]
    [InlineData("was-pending", null, "2026-11-22T10:00:10Z")]
    [InlineData("was-active-undated", null, null)]
    [InlineData("stale-1s-active", "2026-11-22T09:00:00Z", "2026-11-22T09:00:00Z")]
    [InlineData("pending-1s-active", null, null)]
    [InlineData("active", null, "2026-11-22T10:00:10Z")]
    public async Task LastValidated_BeforeAndInTheAnswerToADrop_Is(string account, string? before, string? answer)
    {
        await using var host = await SimulatorHost.StartAsync();

        Assert.Equal(before, (await host.Juspay.GetAsync(account)).LastValidated);
        host.Clock.Advance(10);
        Assert.Equal(answer, (await host.Juspay.PostAsync(account)).LastValidated);
    }

    [Fact]
    public async Task LastValidated_AfterThePending_IsWhenItSettled()
    {
        await using var host = await SimulatorHost.StartAsync();

        await host.Juspay.PostAsync("pending-3s-active");
        host.Clock.Advance(60);

        Assert.Equal("2026-11-22T10:00:03Z", (await host.Juspay.GetAsync("pending-3s-active")).LastValidated);
    }

    [Fact]
    public async Task LastValidated_OfTwoDropsInOneSecond_DoesNotMove()
    {
        await using var host = await SimulatorHost.StartAsync();

        var first = await host.Juspay.PostAsync("active");
        host.Clock.Advance(0.25);
        var second = await host.Juspay.PostAsync("active");

        Assert.Equal("2026-11-22T10:00:00Z", first.LastValidated);
        Assert.Equal("2026-11-22T10:00:00Z", second.LastValidated);
    }

    [Fact]
    public async Task WasPending_WithoutADrop_SettlesTwoSecondsAfterTheFirstCheck()
    {
        await using var host = await SimulatorHost.StartAsync();

        await host.Juspay.GetAsync("was-pending");
        host.Clock.Advance(1.9);
        Assert.Equal("PENDING", (await host.Juspay.GetAsync("was-pending")).Status);
        host.Clock.Advance(0.1);

        var settled = await host.Juspay.GetAsync("was-pending");
        Assert.Equal(("ACTIVE", "2026-11-22T10:00:02Z"), (settled.Status, settled.LastValidated));
        Assert.Equal(0, await host.Admin.DropsAsync("was-pending"));
    }
}
