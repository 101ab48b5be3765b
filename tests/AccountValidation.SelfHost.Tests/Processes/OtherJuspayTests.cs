using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

/// <summary>
/// An operator restarts the service with another Juspay, or as another merchant, while a penny drop is uncertain.
/// </summary>
public sealed class OtherJuspayTests : IAsyncLifetime
{
    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_WithAnotherJuspay_HoldsTheDropLoudlyAndPaysNothingThere(bool isAnotherAddress)
    {
        const string Account = "timeout-before-1.other";
        await using var other = await JuspayServer.StartAsync();
        var id = "";
        await using (var first = await Running.StartAsync(_world.Settings))
        {
            id = await first.Caller.StartAsync(Account);
            await Eventually.TrueAsync(
                async () => await _world.Juspay.PostsAsync(ServiceCaller.Customer, Account) == 1,
                "the penny drop is sent");
        }

        var changed = new Dictionary<string, string>(_world.Settings)
        {
            ["Juspay__BaseUrl"] = isAnotherAddress ? other.Address.ToString() : _world.Juspay.Address.ToString(),
            ["Juspay__MerchantId"] = isAnotherAddress ? "" : "another-merchant",
        };
        await using (var second = await Running.StartAsync(changed))
        {
            await Eventually.TrueAsync(
                async () =>
                    (await second.Caller.GetAsync($"api/validations/{id}"))
                        .ToJsonString()
                        .Contains("penny_drop_elsewhere", StringComparison.Ordinal),
                "the validation says why it is held");
            Assert.Contains(
                "Juspay:BaseUrl",
                (await second.Caller.GetAsync("health/ready")).ToJsonString(),
                StringComparison.Ordinal);
            Assert.Contains($"Validation {id} is held", second.Host.Output, StringComparison.Ordinal);
            Assert.Equal(1, await _world.Juspay.PostsAsync(ServiceCaller.Customer, Account));
            Assert.Equal(
                (0, 0),
                (
                    await other.PostsAsync(ServiceCaller.Customer, Account),
                    await other.GetsAsync(ServiceCaller.Customer, Account)));
        }

        await using var third = await Running.StartAsync(_world.Settings);
        await Eventually.TrueAsync(
            async () => (string?)(await third.Caller.GetAsync($"api/validations/{id}"))["status"] == "ACTIVE",
            "it goes on where the drop is");
        Assert.Equal(2, await _world.Juspay.PostsAsync(ServiceCaller.Customer, Account));
    }
}
