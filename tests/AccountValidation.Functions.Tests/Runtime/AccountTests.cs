using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.Functions.Tests.Runtime;

/// <summary>Money belongs to the account, on the real runtime too.</summary>
/// <param name="azurite">Has the tables.</param>
public sealed class AccountTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Start_UnderAnotherSpelling_IsBusyAndPaidOnce()
    {
        await using var host = await RuntimeHost.StartAsync(azurite);
        var id = await host.ValidateAsync("pending-1s-active.1");

        var second = await host.TryValidateAsync("PENDING-1s-active.1");

        Assert.Equal(id, Assert.IsType<StartResult.AccountBusy>(second).ValidationId);
        Assert.Equal(ValidationStatus.Active, (await host.FinishedAsync(id)).Status);
        Assert.Equal(["pending-1s-active.1"], await host.Juspay.DropsAsync());
    }

    [Fact]
    public async Task Cancel_WhileThePennyIsOnItsWay_IsCancelledAtOnceAndTheNextFollowsIt()
    {
        const string Account = "timeout-after.1"; // Juspay takes the penny and never answers
        await using var host = await RuntimeHost.StartAsync(azurite, ("Juspay:Timeout", "00:00:03"));
        var first = await host.ValidateAsync(Account);
        while ((await host.Juspay.DropsAsync()).Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var change = await host.Engine.SignalAsync(first, new Signal.Cancel(), TestContext.Current.CancellationToken);
        Assert.Equal(ValidationStatus.Cancelled, change!.After.Status);
        var second = await host.ValidateAsync(Account);

        Assert.Equal(ValidationStatus.Cancelled, (await host.FinishedAsync(first)).Status);
        Assert.Equal("validation.cancelled", host.DeliveryOf(first).Type);
        var finished = await host.FinishedAsync(second);
        Assert.Equal((ValidationStatus.Active, 0), (finished.Status, finished.ValidateAttempts));
        Assert.Equal([Account], await host.Juspay.DropsAsync());
    }

    [Fact]
    public async Task Start_AfterACancelWhilePending_FollowsThePennyAndHasItsAnswer()
    {
        const string Account = "pending-forever.1";
        await using var host = await RuntimeHost.StartAsync(azurite);
        var first = await host.ValidateAsync(Account);
        await host.UntilAsync(first, seen => seen.Stage is Stage.Waiting, "waits for the answer");
        await host.SignalAsync(first, new Signal.Cancel());

        var second = await host.ValidateAsync(Account);
        await host.UntilAsync(second, seen => seen.Checks > 1, "was checked");
        await host.Juspay.SettleAsync(Account, "ACTIVE");

        Assert.Equal(ValidationStatus.Active, (await host.FinishedAsync(second)).Status);
        Assert.Equal(ValidationStatus.Cancelled, (await host.FinishedAsync(first)).Status);
        Assert.Equal([Account], await host.Juspay.DropsAsync());
    }
}
