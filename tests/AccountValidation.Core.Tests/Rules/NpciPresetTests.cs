using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>The preset <c>Npci</c>: 90 s after the drop, three checks in two hours, none in peak hours.</summary>
public sealed class NpciPresetTests
{
    private static readonly Terms Terms = Make.Terms with
    {
        Recheck = Make.Recheck with { Preset = RecheckPreset.Npci },
    };

    [Theory]
    [InlineData("2026-11-22T09:59:59.999", null)]
    [InlineData("2026-11-22T10:00:00", "2026-11-22T13:00:00")]
    [InlineData("2026-11-22T12:59:59.999", "2026-11-22T13:00:00")]
    [InlineData("2026-11-22T13:00:00", null)]
    [InlineData("2026-11-22T16:59:59.999", null)]
    [InlineData("2026-11-22T17:00:00", "2026-11-22T21:30:00")]
    [InlineData("2026-11-22T21:29:59.999", "2026-11-22T21:30:00")]
    [InlineData("2026-11-22T21:30:00", null)]
    [InlineData("2026-11-22T00:00:00", null)]
    [InlineData("2028-02-29T11:00:00", "2028-02-29T13:00:00")] // a leap day
    [InlineData("2026-03-29T11:00:00", "2026-03-29T13:00:00")] // clocks change in Europe, not in India
    [InlineData("2026-10-25T18:00:00", "2026-10-25T21:30:00")] // and back
    [InlineData("2026-12-31T22:00:00", null)]
    public void Check_PlannedForATimeInIndia_MovesToTheEndOfThePeak(string planned, string? expected)
    {
        // Accepted long before, and the drop is old: only the hours matter.
        var due = India(planned);
        var validation = AcceptedAt(due.AddHours(-9)) with
        {
            Checks = 1,
            DropAt = due.AddHours(-8),
            Stage = WaitingUntil(due),
        };
        var next = Lifecycle.Next(validation, due);
        if (expected is null)
        {
            Assert.IsType<Step.Check>(next);
        }
        else
        {
            Assert.Equal(India(expected), Assert.IsType<Step.Wait>(next).Until);
        }
    }

    [Fact]
    public void Checks_OfALongLife_AreKeptForThePresetOnlyAndNoMoreThanItCounts()
    {
        var (bound, free) = (StoryAt(India("2026-11-23T00:00:00")), new Story());
        foreach (var story in (Story[])[bound, free])
        {
            story.Pay(Replies.Pending);
            for (var check = 0; check < 9; check++)
            {
                story.WhenDue().Check(Replies.Pending);
            }
        }

        Assert.Equal(3, bound.Validation.RecentChecks?.Count);
        Assert.Equal(bound.Now, bound.Validation.RecentChecks?[2]);
        Assert.Null(free.Validation.RecentChecks);
        Assert.Null(free.Validation.DropAt);
    }

    [Fact]
    public void FirstCheck_AfterADrop_ComesNinetySecondsAfterItsIntent()
    {
        var at = India("2026-11-23T07:00:00");
        var story = StoryAt(at).Intend().Pass(TimeSpan.FromSeconds(3)).Reply(Replies.Pending);
        Assert.Equal(at.AddSeconds(90), Assert.IsType<Step.Wait>(story.Next).Until);
    }

    [Fact]
    public void Checks_AfterADrop_AreThreeInAnyTwoHours()
    {
        var at = India("2026-11-23T00:00:00");
        var story = StoryAt(at).Pay(Replies.Pending);
        var checks = new List<DateTimeOffset>();
        for (var check = 0; check < 9; check++)
        {
            checks.Add(story.WhenDue().Now);
            story.Check(Replies.Pending);
        }

        Assert.All(checks.Zip(checks.Skip(3)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromHours(2)));
        Assert.True(checks[2] - checks[0] < TimeSpan.FromHours(2));
    }

    [Fact]
    public void ConfirmChecks_AfterAnUncertainDrop_AreBoundToo()
    {
        var at = India("2026-11-23T00:00:00");
        var story = StoryAt(at).Pay(new JuspayReply.Unclear(ReplyCauses.TimeOut));
        var first = story.WhenDue().Now;
        story.Check(Replies.Created).WhenDue().Check(Replies.Created).WhenDue().Check(Replies.Created).WhenDue();
        Assert.Equal(at.AddSeconds(90), first);
        Assert.Equal(first.AddHours(2), story.Now);
        Assert.IsType<Stage.Paying>(story.Check(Replies.Created).Validation.Stage);
    }

    [Fact]
    public void Check_BroughtForward_IsBoundToo()
    {
        var at = India("2026-11-23T07:00:00");
        var story = StoryAt(at).Pay(Replies.Pending).Pass(TimeSpan.FromSeconds(10)).AskForCheck();
        Assert.Equal(at.AddSeconds(90), Assert.IsType<Step.Wait>(story.Next).Until);
    }

    [Fact]
    public void LastCheck_AtADeadlineInThePeak_WaitsForItsEndAndThenExpires()
    {
        var at = India("2026-11-23T11:00:00");
        var story = StoryAt(at).Pay(Replies.Pending).At(at.AddHours(72));
        Assert.Equal(India("2026-11-26T13:00:00"), Assert.IsType<Step.Wait>(story.Next).Until);
        Assert.Equal(ValidationStatus.Expired, story.WhenDue().Check(Replies.Pending).Validation.Status);
    }

    [Fact]
    public void AdoptedDrop_SeenByTheFirstCheck_IsCheckedAfterNinetySeconds()
    {
        var at = India("2026-11-23T07:00:00");
        var story = StoryAt(at).Check(Replies.Pending);
        Assert.Equal(at.AddSeconds(90), Assert.IsType<Step.Wait>(story.Next).Until);
    }

    private static DateTimeOffset India(string time) =>
        DateTimeOffset.Parse(time + "+05:30", System.Globalization.CultureInfo.InvariantCulture);

    private static Validation AcceptedAt(DateTimeOffset at) => Lifecycle.Accept(Make.Id, Make.Request, Terms, at);

    private static Story StoryAt(DateTimeOffset at) => new(from: AcceptedAt(at), at: at);

    private static Stage.Waiting WaitingUntil(DateTimeOffset due) =>
        new(DropEvidence.Answered, new(AccountStatus.Created, null), due, Checks: 1);
}
