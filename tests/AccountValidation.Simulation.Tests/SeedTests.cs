using System.Security.Cryptography;
using AccountValidation.Simulation.Runs;

namespace AccountValidation.Simulation.Tests;

/// <summary>The guarantees hold in every simulated world: in those that are always tried, and in fresh ones.</summary>
public sealed class SeedTests
{
    private const int AnySeed = int.MaxValue / 2;
    private const int Fixed = 450;
    private const int Fresh = 20;

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    [Fact]
    public void Run_OfTheSameSeed_IsTheSameToTheLastByte()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            Assert.Equal(Run.Of(seed).Digest, Run.Of(seed).Digest);
        }
    }

    [Fact]
    public void Worlds_FixedAndFresh_KeepEveryGuaranteeForMoreThanAYear()
    {
        var fresh = RandomNumberGenerator.GetInt32(AnySeed);
        var broken = new List<string>();
        var figures = Campaign.Run(
            Enumerable.Range(1, Fixed).Concat(Enumerable.Range(fresh, Fresh)),
            new(),
            Environment.ProcessorCount,
            (_, result) =>
                broken.AddRange(result is null ? [] : [$"--seed {result.Seed} ({result.Worlds}): {result.Broken}"]),
            untilBroken: false,
            TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage(figures.ToReport());
        Assert.True(broken.Count == 0, string.Join('\n', broken));
        Assert.Equal(Fixed + Fresh, figures.Seeds);
        Assert.True(figures.Sum.Simulated > Year, $"only {figures.Sum.Simulated} was simulated");
        Assert.True(figures.Sum is { Kills: > 0, TornWrites: > 0, Drops: > 0, Deliveries: > 0 }, figures.ToReport());
        Assert.Equal(["ACTIVE", "CANCELLED", "EXPIRED", "FAILURE", "REJECTED"], figures.Sum.Statuses.Keys);
    }
}
