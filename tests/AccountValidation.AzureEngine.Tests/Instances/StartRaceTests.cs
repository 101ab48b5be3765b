using AccountValidation.AzureEngine.Tests.Support;
using AccountValidation.Core;
using AccountValidation.Service.Engine;
using AccountValidation.Tests.Azurite;

namespace AccountValidation.AzureEngine.Tests.Instances;

/// <summary>Starts at the same time, each from a process of its own: the storage alone decides.</summary>
public sealed class StartRaceTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public async Task Start_ManyAtOnceWithOneKey_OneIsStartedAndTheOthersAreReplays(int many)
    {
        await using var world = await World.StartAsync(azurite);

        var results = await AtOnceAsync(world, many, _ => (Some.Request(), Some.Claim()));

        var started = Assert.Single(world.Instances.Started);
        Assert.All(results, result => Assert.Equal(started, IdOf(result)));
        Assert.Single(results.OfType<StartResult.Started>());
        Assert.Equal(many - 1, results.OfType<StartResult.Replayed>().Count());
        Assert.Single(await world.EntitiesAsync("Validations"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public async Task Start_ManyAtOnceForOneAccount_OneIsStartedAndTheOthersNameIt(int many)
    {
        await using var world = await World.StartAsync(azurite);

        var results = await AtOnceAsync(world, many, number =>
            (Some.Request(), number % 2 == 0 ? Some.Claim($"key-{number}") : null));

        var started = Assert.Single(world.Instances.Started);
        Assert.Equal(started, Assert.Single(results.OfType<StartResult.Started>()).Validation.Id);
        Assert.Equal(many - 1, results.OfType<StartResult.AccountBusy>().Count(busy => busy.ValidationId == started));
        Assert.True((await world.EntitiesAsync("ValidationKeys")).Count <= 1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public async Task Start_ManyAtOnceWithOneKeyForDifferentAccounts_OneIsStartedAndNoOtherAccountIsTaken(int many)
    {
        await using var world = await World.StartAsync(azurite);

        var results = await AtOnceAsync(world, many, number =>
            (Some.Request($"banh_{number}"), Some.Claim(fingerprint: $"of {number}")));

        var started = Assert.Single(world.Instances.Started);
        Assert.Equal(started, Assert.Single(results.OfType<StartResult.Started>()).Validation.Id);
        Assert.Equal(many - 1, results.OfType<StartResult.KeyReused>().Count(reused => reused.ValidationId == started));
        Assert.Single(await world.UnfinishedAsync());
        Assert.Single(await world.EntitiesAsync("Validations"));
    }

    private static async Task<StartResult[]> AtOnceAsync(
        World world, int many, Func<int, (ValidationRequest Request, IdempotencyClaim? Claim)> request)
    {
        var starts = Enumerable
            .Range(0, many)
            .Select(number => (Process: world.NewProcess(), Start: request(number)))
            .ToList();
        return await Task.WhenAll(
            starts.Select(start =>
                Task.Run(
                    () =>
                        start.Process.Engine.StartAsync(
                            world.Accepted(start.Start.Request),
                            start.Start.Claim,
                            TestContext.Current.CancellationToken),
                    TestContext.Current.CancellationToken)));
    }

    private static string IdOf(StartResult result) => result switch
    {
        StartResult.Started started => started.Validation.Id,
        StartResult.Replayed replayed => replayed.Validation.Id,
        _ => result.ToString(),
    };
}
