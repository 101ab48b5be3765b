using AccountValidation.Core;
using AccountValidation.SelfHost.Tests.Support;

namespace AccountValidation.SelfHost.Tests.Processes;

public sealed class KillTests : IAsyncLifetime
{
    private const int Rounds = 5;
    private const int StartsInARound = 8;

    private static readonly string[] Scripts =
    [
        "active",
        "slow-2s-pending-1s-active",
        "timeout-after",
        "timeout-before-1",
        "slow-3s",
        "pending-3s-active",
        "error-after-2s",
        "reset-after",
        "pending-1s-active",
        "slow-1s",
        "error-before-1",
        "garbage-truncated",
        "throttled-1",
        "garbage-get",
    ];

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Kill_ValidationsInEveryPhase_AllEndAndNobodyIsPaidTwice()
    {
        var (killed, address) = await HostProcess.StartListeningAsync(_world.Settings);
        await using var first = killed;
        await Phases.ReachAllAsync(_world, address);
        await first.KillAsync();
        Phases.AssertAllAreThere(_world);
        var bytes = BodiesOf(_world);
        var cutOff = _world
            .Validations.Where(validation => validation.Stage is Stage.DropUnderWay)
            .Select(validation => validation.Id)
            .ToHashSet();

        _world.Receiver.Mend();
        _world.Juspay.Release();
        var (restarted, _) = await HostProcess.StartListeningAsync(_world.Settings);
        await using var second = restarted;

        await _world.EverythingEndsAsync(Phases.Count);
        await _world.AssertNothingWasLostOrPaidTwiceAsync();
        Assert.All(bytes, body => Assert.Contains(body, BodiesOf(_world)));
        Assert.All(
            _world.Validations.Where(validation => cutOff.Contains(validation.Id)),
            validation => Assert.Contains(validation.Timeline.Entries, entry => entry.Detail == "interrupted"));
    }

    [Fact]
    public async Task Kill_AgainAndAgainAtAnyMoment_AllEndAndNobodyIsPaidTwice()
    {
        const int Seed = 20261122;
        var chance = new Random(Seed);
        var accounts = Enumerable
            .Range(0, Rounds * StartsInARound)
            .Select(n => $"{Scripts[n % Scripts.Length]}.{n}")
            .ToList();
        var accepted = new Dictionary<string, string>();
        var cutOff = 0;
        _world.Receiver.Mend();
        for (var round = 0; round < Rounds; round++)
        {
            var (host, address) = await HostProcess.StartListeningAsync(_world.Settings);
            await using var running = host;
            var starts = accounts
                .Skip(round * StartsInARound)
                .Take(StartsInARound)
                .Select(account => StartAsync(address, account))
                .ToList();
            await Task.Delay(chance.Next(30, 2500), TestContext.Current.CancellationToken);
            await host.KillAsync();
            foreach (var (account, id) in await Task.WhenAll(starts))
            {
                _ = id is not null && accepted.TryAdd(account, id);
            }

            cutOff += _world.Validations.Count(validation => validation.Stage is Stage.DropUnderWay);
        }

        var (last, lastAddress) = await HostProcess.StartListeningAsync(_world.Settings);
        await using var survivor = last;
        using var again = new ServiceCaller(lastAddress);
        foreach (var account in accounts)
        {
            var id = await again.StartAsync(account, _world.Receiver.Accepting); // same key: nothing starts twice
            Assert.Equal(accepted.GetValueOrDefault(account, id), id);
        }

        await _world.EverythingEndsAsync(accounts.Count);
        await _world.AssertNothingWasLostOrPaidTwiceAsync();
        TestContext.Current.SendDiagnosticMessage(
            $"seed {Seed}: {Rounds} kills, {accounts.Count} validations, {accepted.Count} accepted before a kill, "
            + $"{cutOff} penny drops cut off, {_world.Receiver.Deliveries.Count} callbacks arrived");
    }

    private async Task<(string Account, string? Id)> StartAsync(Uri address, string account)
    {
        using var caller = new ServiceCaller(address);
        return (account, await caller.TryStartAsync(account, _world.Receiver.Accepting));
    }

    private static IReadOnlyList<string> BodiesOf(World world) =>
        [.. world.Validations.Select(validation => validation.Callback!.Body).OfType<string>()];
}
