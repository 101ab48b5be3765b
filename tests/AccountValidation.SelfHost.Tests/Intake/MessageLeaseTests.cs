using AccountValidation.SelfHost.Intake;
using AccountValidation.SelfHost.Tests.Support;
using AccountValidation.Service.Queues;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.SelfHost.Tests.Intake;

/// <summary>A message stays invisible during the work, by a clock that only the test moves.</summary>
public sealed class MessageLeaseTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(2);

    private readonly WatchedClock _clock = new();

    [Fact]
    public async Task End_BeforeHalfOfTheTime_GivesTheFirstReceipt()
    {
        await using var world = await IntakeWorld.StartAsync(azurite);
        var message = await SendAndReceiveAsync(world);
        await using var lease = MessageLease.Begin(world.Queues.Intake, message, Visibility, _clock, Token);

        _clock.Advance((Visibility / 2) - TimeSpan.FromMilliseconds(1));

        Assert.Equal(message.Receipt, await lease.EndAsync());
    }

    [Fact]
    public async Task End_AfterRenewals_GivesTheReceiptThatIsValid()
    {
        await using var world = await IntakeWorld.StartAsync(azurite);
        var message = await SendAndReceiveAsync(world);
        await using var lease = MessageLease.Begin(world.Queues.Intake, message, Visibility, _clock, Token);

        _clock.Advance(Visibility / 2);
        var receipt = await lease.EndAsync(); // waits for the running renewal

        Assert.NotEqual(message.Receipt, receipt);
        Assert.IsType<QueueReply<bool>.Gone>(await world.Queues.Intake.DeleteAsync(message.Id, message.Receipt, Token));
        Assert.IsType<QueueReply<bool>.Done>(await world.Queues.Intake.DeleteAsync(message.Id, receipt!, Token));
    }

    [Fact]
    public async Task Renew_SomebodyElseHasTheMessage_IsLost()
    {
        await using var world = await IntakeWorld.StartAsync(azurite);
        var message = await SendAndReceiveAsync(world);
        await world.Queues.Intake.RenewAsync(message.Id, message.Receipt, Visibility, Token); // voids the receipt
        await using var lease = MessageLease.Begin(world.Queues.Intake, message, Visibility, _clock, Token);

        _clock.Advance(Visibility / 2);
        await Eventually.TrueAsync(() => lease.IsLost, "the lease is lost");

        Assert.Null(await lease.EndAsync());
    }

    [Fact]
    public async Task Renew_QueueCannotBeUsed_IsTriedAgainSoon()
    {
        await using var world = await IntakeWorld.StartAsync(azurite);
        var message = await SendAndReceiveAsync(world);
        await using var lease = MessageLease.Begin(world.WithWrongKey(), message, Visibility, _clock, Token);
        await _clock.SomebodyWaitsAsync();
        Assert.Equal(Visibility / 2, _clock.LastWait);

        _clock.Advance(Visibility / 2);
        await _clock.SomebodyWaitsAsync();

        Assert.Equal(Visibility / 10, _clock.LastWait);
        Assert.Equal(message.Receipt, await lease.EndAsync());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<QueuedMessage> SendAndReceiveAsync(IntakeWorld world)
    {
        await world.SendAsync(IntakeWorld.Request);
        return await world.ReceiveAsync();
    }
}
