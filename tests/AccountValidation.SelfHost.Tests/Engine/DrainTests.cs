using AccountValidation.Core;
using AccountValidation.SelfHost.Hosting;
using AccountValidation.SelfHost.Storage;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.SelfHost.Tests.Engine;

/// <summary>The whole program in this process, with a slow Juspay.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Stop_StepEndsInTheDrainTime_ItsOutcomeIsStored()
    {
        await using (var app = await StartWithAPennyOnItsWayAsync("slow-1s", drainTime: "00:00:20"))
        {
            await app.StopAsync(TestContext.Current.CancellationToken).Soon();
        }

        Assert.Equal(ValidationStatus.Active, Assert.Single(_world.Validations).Status);
        Assert.Equal(["slow-1s"], await _world.Juspay.DropsAsync());
    }

    [Fact]
    public async Task Stop_StepOutlivesTheDrainTime_ItIsAbandoned()
    {
        await using (var app = await StartWithAPennyOnItsWayAsync("slow-60s", drainTime: "00:00:00.300"))
        {
            await app.StopAsync(TestContext.Current.CancellationToken).Soon();
        }

        Assert.IsType<Stage.DropUnderWay>(Assert.Single(_world.Validations).Stage);
    }

    [Fact]
    public async Task Outcome_DatabaseCannotBeWritten_IsHeldAndStoredLater()
    {
        await using var app = await StartWithAPennyOnItsWayAsync("slow-1s", drainTime: "00:00:01");
        var writer = app.Services.GetRequiredService<StoreWriter>();
        var database = app.Services.GetRequiredService<Database>();

        Sql.Column(database.Writer, "PRAGMA query_only = ON");
        await Eventually.TrueAsync(() => !writer.IsWorking, "the outcome could not be stored");
        Sql.Column(database.Writer, "PRAGMA query_only = OFF");
        await Eventually.TrueAsync(() => _world.Validations.Single().IsSettled, "the outcome was stored");

        var settled = _world.Validations.Single();
        Assert.Equal((ValidationStatus.Active, 0), (settled.Status, settled.UncertainAttempts));
        Assert.Equal(["slow-1s"], await _world.Juspay.DropsAsync());
    }

    private async Task<WebApplication> StartWithAPennyOnItsWayAsync(string accountId, string drainTime)
    {
        var settings = _world.Settings;
        (settings["SelfHost__DrainTime"], settings["Juspay__Timeout"], settings["urls"], settings["environment"]) = (
            drainTime,
            "00:01:00",
            "http://127.0.0.1:0",
            "Production");
        (settings["Logging__LogLevel__Default"], settings["Logging__LogLevel__Microsoft.Hosting.Lifetime"]) = (
            "None",
            "None");
        var app = SelfHostApp.Build([
            .. settings.Select(setting =>
                $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
        ]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<IValidationEngine>()
            .StartAsync(Accepted(accountId), claim: null, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(
            async () => await _world.Juspay.PostsAsync("cst_1", accountId) > 0,
            "the penny is on its way");
        return app;
    }

    private static Validation Accepted(string accountId)
    {
        var accepted = Some.Accepted(account: accountId, at: TimeProvider.System.GetUtcNow());
        return accepted with { Terms = accepted.Terms with { JuspayTimeout = TimeSpan.FromMinutes(1) } };
    }
}
