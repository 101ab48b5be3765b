using System.Text.Json.Nodes;
using AccountValidation.Core;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>Somebody sets the wall clock of the process, during a run and between two runs.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private const string Uncertain = "timeout-before-1.clock";

    private static readonly TimeSpan Unit = TimeSpan.FromSeconds(1);

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Clock_SetForwardBeforeTheLastCheckOfAProof_CutsNothingOfIt()
    {
        using var time = Time();
        await using var run = await StartAsync(time);
        await ReachTheLastCheckAsync(run.Caller);

        var setAt = TimeProvider.System.GetUtcNow();
        time.Set("+20");
        await run.Caller.StartAsync("active.wake"); // All due work starts now.

        // The last check comes 4 units after the third check, which the test has just seen.
        await AssertPaidAgainAsync(setAt + (3 * Unit));
    }

    [Fact]
    public async Task Clock_SetPastTheDeadline_ExpiresNothingAndIsSaid()
    {
        using var time = Time();
        await using var run = await StartAsync(time, deadline: "72:00:00");
        var id = await run.Caller.StartAsync("pending-forever");
        await Eventually.TrueAsync(
            async () => (int?)(await ValidationAsync(run.Caller, id))["checks"] > 1,
            "it is checked");

        time.Set("+73h");
        await run.Caller.StartAsync("active.wake");
        await Eventually.TrueAsync(
            async () => (string?)(await HealthAsync(run.Caller))["status"] == "degraded",
            "health is degraded");
        Assert.Contains("ahead of", (await HealthAsync(run.Caller)).ToJsonString(), StringComparison.Ordinal);
        var checks = (int?)(await ValidationAsync(run.Caller, id))["checks"];
        await Eventually.TrueAsync(
            async () => (int?)(await ValidationAsync(run.Caller, id))["checks"] > checks,
            "it is checked again");
        Assert.Equal("PENDING", (string?)(await ValidationAsync(run.Caller, id))["status"]);
        await Eventually.TrueAsync(
            () => run.Host.Output.Contains("ahead of the time that has passed", StringComparison.Ordinal),
            "the log says it");

        time.Set("+0");
        await Eventually.TrueAsync(
            async () => (string?)(await HealthAsync(run.Caller))["status"] == "healthy",
            "health is well again");
    }

    [Fact]
    public async Task Clock_AheadAfterARestart_CutsNothingOfAProof()
    {
        using var time = Time();
        await using (var first = await StartAsync(time))
        {
            await ReachTheLastCheckAsync(first.Caller);
            await first.Host.KillAsync();
        }

        var restartedAt = TimeProvider.System.GetUtcNow();
        time.Set("+73h");
        await using var second = await StartAsync(time);

        await AssertPaidAgainAsync(restartedAt + (4 * Unit));
    }

    private static FakeTime Time()
    {
        Assert.SkipWhen(FakeTime.Missing is not null, FakeTime.Missing ?? "");
        return new();
    }

    private static Task<JsonNode> ValidationAsync(ServiceCaller caller, string id) =>
        caller.GetAsync($"api/validations/{id}");

    private static Task<JsonNode> HealthAsync(ServiceCaller caller) => caller.GetAsync("health/ready");

    private async Task ReachTheLastCheckAsync(ServiceCaller caller)
    {
        await caller.StartAsync(Uncertain);
        await Eventually.TrueAsync(
            () => _world.Validations is [{ Stage: Stage.Confirming { EqualChecks: 3 } }],
            "three checks have shown nothing");
    }

    private async Task AssertPaidAgainAsync(DateTimeOffset notBefore)
    {
        await Eventually.TrueAsync(
            async () => await _world.Juspay.PostsAsync(ServiceCaller.Customer, Uncertain) == 2,
            "another penny drop is sent");
        var second = (await _world.Juspay.PostTimesAsync(ServiceCaller.Customer, Uncertain))[1];
        Assert.True(second >= notBefore, $"the second penny left {notBefore - second} too early");
        Assert.Single(await _world.Juspay.DropsAsync(), account => account == Uncertain);
    }

    private Task<Running> StartAsync(FakeTime time, string deadline = "200:00:00") => Running.StartAsync(
        time.In(new Dictionary<string, string>(_world.Settings)
        {
            ["Juspay__Timeout"] = "00:00:01",
            ["Submission__ConfirmAfter"] = "00:00:01",
            ["Recheck__Deadline"] = deadline,
        }));
}
