namespace AccountValidation.Core.Tests.Properties;

/// <summary>What the preset <c>Npci</c> guarantees, whatever happens.</summary>
public sealed class PresetProperties
{
    private static readonly TimeSpan IndianTime = new(5, 30, 0);

    [Fact]
    public void Check_UnderThePreset_IsNeverInPeakHoursOnceAPennyMayBeOut() => Walks.All(walk =>
    {
        foreach (var (turn, isBound) in Bound(walk))
        {
            Assert.True(!isBound || turn.Check is not { } check || !IsPeak(check.StartedAt));
        }
    });

    [Fact]
    public void Checks_UnderThePreset_AreThreeInTwoHoursOfOneDrop() => Walks.All(walk =>
    {
        var checks = new List<DateTimeOffset>();
        foreach (var (turn, isBound) in Bound(walk))
        {
            if (isBound && turn.Check is { } check)
            {
                checks.Add(check.StartedAt);
                Assert.True(checks.Count < 4 || checks[^1] - checks[^4] >= TimeSpan.FromHours(2));
            }

            if (turn.BeganADrop || Adopts(turn))
            {
                checks.Clear(); // another drop: its checks are counted from here
            }
        }
    });

    // A check before the penny asks about no transaction: it is free.
    private static IEnumerable<(Turn Turn, bool IsBound)> Bound(Walk walk)
    {
        var isBound = false;
        foreach (var turn in walk.Terms.Recheck.Preset is null ? [] : walk.Turns)
        {
            yield return (turn, isBound);
            isBound |= Adopts(turn) || (turn.Ended is { } reply && SecondOpinion.MayHaveLeft(reply));
        }
    }

    private static bool Adopts(Turn turn) =>
        turn.After.Stage is Stage.Waiting { Evidence: DropEvidence.Adopted } && turn.Before.Stage is not Stage.Waiting;

    private static bool IsPeak(DateTimeOffset time) =>
        time.ToOffset(IndianTime).TimeOfDay.TotalHours is (>= 10 and < 13) or (>= 17 and < 21.5);
}
