namespace AccountValidation.Core.Tests.Properties;

/// <summary>What the preset <c>Npci</c> promises, whatever happens.</summary>
public sealed class PresetProperties
{
    private static readonly TimeSpan IndianTime = new(5, 30, 0);

    [Fact]
    public void Look_UnderThePreset_IsNeverInPeakHoursButForTheCustomersOwn() => Walks.AllTurns(turn => Assert.True(
        turn.What is not Outcome.Checked look
        || turn.Before.Terms.Recheck.Preset is null
        || !IsPeak(look.StartedAt)
        || (turn.Before.Checks == 0 && IsPeak(turn.Before.CreatedAt))));

    [Fact]
    public void Looks_UnderThePreset_AreThreeInTwoHoursOfOneDrop() => Walks.All(walk =>
    {
        if (walk.Terms.Recheck.Preset is null)
        {
            return;
        }

        var looks = new List<DateTimeOffset>();
        foreach (var turn in walk.Turns)
        {
            if (turn.BeganADrop)
            {
                looks.Clear();
            }

            if (turn.What is Outcome.Checked look && turn.Before.ValidateAttempts > 0)
            {
                looks.Add(look.StartedAt);
                Assert.True(looks.Count < 4 || looks[^1] - looks[^4] >= TimeSpan.FromHours(2));
            }

            if (turn is { Before.Stage: Stage.Paying, After.Stage: Stage.Waiting { Evidence: DropEvidence.Adopted } })
            {
                looks.Clear(); // another's drop: its looks are counted from here
            }
        }
    });

    private static bool IsPeak(DateTimeOffset time) => time.ToOffset(IndianTime).TimeOfDay.TotalHours is (>= 10 and < 13) or (>= 17 and < 21.5);
}
