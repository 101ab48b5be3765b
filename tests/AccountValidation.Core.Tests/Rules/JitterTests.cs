using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using CsCheck;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>
/// Jitter lengthens a delay by at most its share, differs between validations, and is the same every time.
/// </summary>
public sealed class JitterTests
{
    private const double Share = 0.2;

    private static readonly RecheckTerms Daily = new(
        FirstDelay: TimeSpan.FromDays(1),
        Factor: 1,
        MaxDelay: TimeSpan.FromDays(2),
        Jitter: 1,
        Deadline: TimeSpan.FromDays(9));

    private static readonly Terms Jittered = Make.Terms with { Recheck = Make.Recheck with { Jitter = Share } };

    [Fact]
    public void Delay_OfAnyValidationAndTurn_StaysWithinBounds() =>
        Gen.Select(Gen.String, Gen.Int[0, 40])
            .Sample(
                (id, turn) =>
                {
                    var plain = Math.Min(5 * Math.Pow(1.6, turn), 600);
                    Assert.InRange(DelayOf(id, turn), plain - 1e-6, Math.Min(plain * (1 + Share), 600) + 1e-6);
                });

    [Fact]
    public void Delay_OfTheSameValidationAndTurn_IsAlwaysTheSame() =>
        Assert.Equal(DelayOf(Make.Id, 3), DelayOf(Make.Id, 3));

    // A stored validation goes on with the same times: what gives other fractions breaks the replay of what exists.
    [Theory]
    [InlineData("val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C", 0, 123694.797344)]
    [InlineData("val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C", 1, 152452.590926)]
    [InlineData("val_01JD3Z6Q2M8R5T7V9X0Y1A2B3C", 7, 90098.826153)]
    [InlineData("val_00000000000000000000000000", 0, 135383.294241)]
    [InlineData("", 0, 111708.993676)]
    public void Delay_OfAnIdAndTurn_IsTheSameInEveryVersion(string id, int turn, double expected) =>
        Assert.Equal(expected, DelayOf(id, turn, Make.Terms with { Recheck = Daily }), precision: 6);

    [Fact]
    public void CallbackDelay_OfAnId_IsTheSameInEveryVersion() =>
        Assert.Equal(5.4858495, new Story().Cancel().Deliver(500).WaitsUntil, precision: 7);

    [Fact]
    public void Delays_OfManyValidations_AreSpreadOverTheWholeShare()
    {
        var delays = Enumerable.Range(0, 1000).Select(number => DelayOf($"val_{number}", 0)).ToList();
        Assert.InRange(delays.Min(), 5, 5.01);
        Assert.InRange(delays.Max(), 5.99, 6);
        Assert.InRange(delays.Average(), 5.45, 5.55);
    }

    [Fact]
    public void Delays_OfNeighbouringTurns_HaveJitterOfTheirOwn() =>
        Assert.Equal(20, Enumerable.Range(0, 20).Select(turn => Math.Round(ShareOf(turn), 6)).Distinct().Count());

    [Fact]
    public void Delay_WithoutJitterFactorOne_IsTheFirstDelay() => Assert.Equal(
        5,
        DelayOf(Make.Id, 30, Make.Terms with { Recheck = Make.Recheck with { Factor = 1 } }));

    [Fact]
    public void Delay_LongerFromTheStartThanTheLongest_IsTheLongest() => Assert.Equal(
        600,
        DelayOf(Make.Id, 0, Make.Terms with { Recheck = Make.Recheck with { FirstDelay = TimeSpan.FromHours(1) } }));

    [Fact]
    public void Delay_OfAHugeTurn_IsTheLongestDelay() => Assert.Equal(600, DelayOf(Make.Id, int.MaxValue - 1));

    private static double ShareOf(int turn)
    {
        var terms = Make.Terms with { Recheck = Make.Recheck with { Jitter = Share, Factor = 1 } };
        return DelayOf(Make.Id, turn, terms);
    }

    private static double DelayOf(string id, int turn, Terms? terms = null)
    {
        var before = Lifecycle.Accept(id, Make.Request, terms ?? Jittered, Make.Start) with
        {
            Stage = new Stage.Checking(Make.Start, turn),
        };
        var after = Lifecycle.Apply(before, new Outcome.Checked(Make.Start, Replies.Unclear), Make.Start);
        return (Assert.IsType<Stage.Checking>(after.Stage).DueAt - Make.Start).TotalSeconds;
    }
}
