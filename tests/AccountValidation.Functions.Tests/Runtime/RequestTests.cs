using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.Functions.Tests.Runtime;

/// <summary>What a caller asks for while an orchestration runs.</summary>
/// <param name="azurite">Has the tables.</param>
public sealed class RequestTests(AzuriteFixture azurite)
{
    private const string Account = "pending-forever.1";

    private static readonly (string Name, string Value)[] ChecksFarOff =
        [("Recheck:FirstDelay", "01:00:00"), ("Recheck:MaxDelay", "01:00:00")];

    [Fact]
    public async Task Check_WhileTheNextCheckIsFarOff_BringsItForward()
    {
        await using var host = await RuntimeHost.StartAsync(azurite, ChecksFarOff);
        var id = await host.ValidateAsync(Account);
        await host.UntilAsync(id, seen => seen.Stage is Stage.Waiting, "waits for the answer");
        await host.Juspay.SettleAsync(Account, "ACTIVE");

        await host.SignalAsync(id, new Signal.Check());

        Assert.Equal(ValidationStatus.Active, (await host.FinishedAsync(id)).Status);
        Assert.Equal([Account], await host.Juspay.DropsAsync());
    }

    [Fact]
    public async Task Cancel_WhileJuspayIsPending_SettlesCancelled()
    {
        await using var host = await RuntimeHost.StartAsync(azurite);
        var id = await host.ValidateAsync(Account);
        await host.UntilAsync(id, seen => seen.Stage is Stage.Waiting, "waits for the answer");

        await host.SignalAsync(id, new Signal.Cancel());

        Assert.Equal(ValidationStatus.Cancelled, (await host.FinishedAsync(id)).Status);
        Assert.Equal("validation.cancelled", host.DeliveryOf(id).Type);
        Assert.Equal([Account], await host.Juspay.DropsAsync());
    }

    [Fact]
    public async Task Start_ForAnAccountUnderWay_IsAccountBusy()
    {
        await using var host = await RuntimeHost.StartAsync(azurite);
        var id = await host.ValidateAsync(Account);

        var second = await host.TryValidateAsync(Account);

        Assert.Equal(id, Assert.IsType<StartResult.AccountBusy>(second).ValidationId);
        await host.UntilAsync(id, seen => seen.Stage is Stage.Waiting, "waits for the answer");
        Assert.Equal([Account], await host.Juspay.DropsAsync());
    }
}
