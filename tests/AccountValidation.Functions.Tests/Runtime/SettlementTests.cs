using AccountValidation.Core;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.Functions.Tests.Runtime;

/// <summary>A validation comes to its end on the real runtime, and its caller learns of it.</summary>
/// <param name="azurite">Has the tables.</param>
public sealed class SettlementTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Validation_AnsweredAtOnce_IsActiveWithOneDropAndItsCallback()
    {
        await using var host = await RuntimeHost.StartAsync(azurite);

        var finished = await host.FinishedAsync(await host.ValidateAsync("active.1"));

        Assert.Equal(ValidationStatus.Active, finished.Status);
        Assert.Equal(["active.1"], await host.Juspay.DropsAsync());
        Assert.Equal(CallbackStatus.Delivered, finished.Callback!.Status);
        var delivery = host.DeliveryOf(finished.Id);
        Assert.Equal(("validation.active", "ACTIVE"), (delivery.Type, delivery.Status));
        Assert.Null(delivery.Fault);
    }

    [Fact]
    public async Task Validation_AnsweredPending_IsActiveAfterFurtherChecks()
    {
        await using var host = await RuntimeHost.StartAsync(azurite);
        var id = await host.ValidateAsync("pending-forever.1");
        var waiting = await host.UntilAsync(
            id, seen => seen is { Stage: Stage.Waiting, Checks: > 1 }, "waits and was checked again");
        Assert.Equal(ValidationStatus.Pending, waiting.Status);

        await host.Juspay.SettleAsync("pending-forever.1", "ACTIVE");

        var finished = await host.FinishedAsync(id);
        Assert.Equal(ValidationStatus.Active, finished.Status);
        Assert.True(finished.Checks > waiting.Checks, "It was checked no more.");
        Assert.Equal(["pending-forever.1"], await host.Juspay.DropsAsync());
        Assert.Equal("validation.active", host.DeliveryOf(id).Type);
    }
}
