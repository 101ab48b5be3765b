using AccountValidation.SelfHost.Engine;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Intake;
using AccountValidation.Service.Queues;
using AccountValidation.Tests.Azurite;
using Microsoft.Extensions.DependencyInjection;

namespace AccountValidation.SelfHost.Tests.Intake;

/// <summary>The ends of a message: done, in the poison queue, or left for another delivery.</summary>
public sealed class IntakeWorkerTests(AzuriteFixture azurite)
{
    private const string Invalid = """{ "customerId": "cst_1", "customerAccountID": "banh_1" }""";

    [Fact]
    public async Task Work_Request_IsStartedAndDeleted()
    {
        await using var world = await IntakeWorld.StartAsync(azurite);
        await world.SendAsync(IntakeWorld.Request);

        await world.Worker.WorkAsync(await world.ReceiveAsync(), Token).Soon();

        Assert.Equal(["active.1"], world.Accounts);
        Assert.Equal((0, 0), (await world.Intake.CountAsync(), await world.Poison.CountAsync()));
    }

    [Fact]
    public async Task Work_CrashedBetweenStartAndDelete_StartsNothingMore()
    {
        await using var world = await IntakeWorld.StartAsync(azurite);
        await world.SendAsync(IntakeWorld.Request);
        var crashed = await world.ReceiveAsync(TimeSpan.FromSeconds(1));
        await world
            .App.Services.GetRequiredService<IntakeHandler>()
            .HandleAsync(crashed.Id, crashed.Body.ToMemory(), Token);
        var validations = world.App.Services.GetRequiredService<Service.Engine.IValidationEngine>();
        var started = Assert.Single((await validations.ListAsync(new() { Limit = 2 }, Token)).Found);
        // The validation settles, so the account is free again.
        await validations.SignalAsync(started.Id, new Core.Signal.Cancel(), Token);

        IReadOnlyList<QueuedMessage> again = [];
        await Eventually.TrueAsync(
            async () => (again = await world.ReceiveAllAsync()).Count > 0,
            "the message came again");
        await world.Worker.WorkAsync(again[0], Token).Soon();

        Assert.Equal(2, again[0].DequeueCount);
        Assert.Equal(["active.1"], world.Accounts);
        Assert.Equal((0, 0), (await world.Intake.CountAsync(), await world.Poison.CountAsync()));
    }

    [Theory]
    [InlineData(Invalid)]
    [InlineData("not JSON <&> \u00fc")]
    public async Task Work_NoRequest_IsInThePoisonQueueUnchanged(string message)
    {
        await using var world = await IntakeWorld.StartAsync(azurite);
        await world.SendAsync(message);

        await world.Worker.WorkAsync(await world.ReceiveAsync(), Token).Soon();

        Assert.Equal([message], await world.Poison.TextsAsync());
        Assert.Equal(0, await world.Intake.CountAsync());
        Assert.Empty(world.Accounts);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    public async Task Work_TriedTooOften_IsPoisonedUntried(int deliveries, int poisoned)
    {
        await using var world = await IntakeWorld.StartAsync(azurite, ("Queues:MaxDequeueCount", "3"));
        await world.SendAsync(IntakeWorld.Request);
        var message = await world.ReceiveAsync() with { DequeueCount = deliveries };

        await world.Worker.WorkAsync(message, Token).Soon();

        Assert.Equal(
            (0, poisoned, 1 - poisoned),
            (await world.Intake.CountAsync(), await world.Poison.CountAsync(), world.Accounts.Count));
    }

    [Fact]
    public async Task Work_NothingCanBeStored_IsHeldAndStartedLater()
    {
        await using var world = await IntakeWorld.StartAsync(azurite);
        await world.SendAsync(IntakeWorld.Request);
        world.SetReadOnly(true);

        var work = world.Worker.WorkAsync(await world.ReceiveAsync(), Token);
        await Eventually.TrueAsync(() => world.Worker.IsHolding, "the message is held");
        Assert.Equal(
            (1, 0, 0), (await world.Intake.CountAsync(), await world.Poison.CountAsync(), world.Accounts.Count));

        world.SetReadOnly(false);
        await work.Soon();

        Assert.False(world.Worker.IsHolding);
        Assert.Equal(["active.1"], world.Accounts);
        Assert.Equal((0, 0), (await world.Intake.CountAsync(), await world.Poison.CountAsync()));
    }

    [Fact]
    public async Task Work_TooManyAreUnsettled_IsHeldAndStartedLater()
    {
        await using var world = await IntakeWorld.StartAsync(azurite, ("Submission:MaxUnsettled", "1"));
        var engine = world.App.Services.GetRequiredService<SelfHostEngine>();
        await world.SendAsync(IntakeWorld.Request);
        await world.Worker.WorkAsync(await world.ReceiveAsync(), Token).Soon();
        await world.SendAsync(IntakeWorld.Request.Replace("active.1", "active.2", StringComparison.Ordinal));
        Assert.False(engine.HasRoom);

        var work = world.Worker.WorkAsync(await world.ReceiveAsync(), Token);
        await Eventually.TrueAsync(() => world.Worker.IsHolding, "the message is held");
        Assert.Equal(
            (1, 0, 1), (await world.Intake.CountAsync(), await world.Poison.CountAsync(), world.Accounts.Count));

        await engine.SignalAsync(
            (await engine.ListAsync(new() { Limit = 1 }, Token)).Found.Single().Id, new Core.Signal.Cancel(), Token);
        await work.Soon();

        Assert.False(world.Worker.IsHolding);
        Assert.Equal(["active.1", "active.2"], world.Accounts);
        Assert.Equal((0, 0), (await world.Intake.CountAsync(), await world.Poison.CountAsync()));
    }

    [Fact]
    public async Task Work_AbandonedWhileHeld_LeavesTheMessage()
    {
        await using var world = await IntakeWorld.StartAsync(azurite);
        await world.SendAsync(IntakeWorld.Request);
        world.SetReadOnly(true);
        using var abandon = new CancellationTokenSource();

        var work = world.Worker.WorkAsync(await world.ReceiveAsync(), abandon.Token);
        await Eventually.TrueAsync(() => world.Worker.IsHolding, "the message is held");
        await abandon.CancelAsync();
        await work.Soon();

        Assert.False(world.Worker.IsHolding);
        Assert.Equal((1, 0), (await world.Intake.CountAsync(), await world.Poison.CountAsync()));
    }

    [Fact]
    public async Task Work_FailsInsideTheProgram_LeavesTheMessage()
    {
        await using var world = await IntakeWorld.StartAsync(azurite);
        const string Keyed = """{ "customerId": "cst_1", "customerAccountId": "active.1", "idempotencyKey": "k" }""";
        await world.SendAsync(Keyed);
        await world.Worker.WorkAsync(await world.ReceiveAsync(), Token).Soon();
        Sql.Run(world.DatabasePath, "UPDATE validation SET state = 'damaged'");
        await world.SendAsync(Keyed);
        var message = await world.ReceiveAsync();

        await world.Worker.WorkAsync(message, Token).Soon();

        Assert.Equal((1, 0), (await world.Intake.CountAsync(), await world.Poison.CountAsync()));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
