using AccountValidation.Core.Accounts;
using AccountValidation.Core.Json;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;
using AccountValidation.Core.Timelines;

namespace AccountValidation.Core.Tests.State;

/// <summary>
/// What earlier versions stored does not say which penny drop is open. It is read as the most cautious of what it may
/// mean.
/// </summary>
public sealed class OldOpenDropTests
{
    /// <summary>What earlier versions stored, and the time of the drop that is open in it.</summary>
    public static TheoryData<string, string, double> Open => new()
    {
        { "in-flight", "DropUnderWay", 0 },
        { "in-flight-cancel-waiting", "DropUnderWay", 0 },
        { "suspended-then-terminated", "DropUnderWay", 0 },
        { "in-flight-again", "DropUnderWay", 242 },
        { "paying", "Paying 1", 0 },
        { "paying-held", "Paying 1", 2 },
        { "confirming", "Confirming 1", 0 },
        { "confirming-unread-date", "Confirming 1", 2 },
        { "waiting-adopted", "Waiting Adopted", 0 },
        { "waiting-adopted-known", "Waiting Adopted", 2 },
        { "waiting-unseen", "Waiting Unseen", 0 },
        { "waiting-answered", "Waiting Answered", 0 },
        { "waiting-seen", "Waiting Seen", 0 },
        { "waiting-spent", "Waiting Unseen", 2 },
        { "waiting-proved-absent", "Waiting ProvedAbsent", 0 },
        { "waiting-not-proved", "Waiting NotProved", 0 },
        { "waiting-refused-later", "Waiting NotProved", 240 },
    };

    [Theory]
    [MemberData(nameof(Open))]
    public void OldState_WithADropThatMayBeOpen_NotesWhichAndSince(string name, string stage, double begunAtSecond)
    {
        var open = AccountRules.OpenDropOf(Load(name));
        Assert.Equal(
            new DropOrigin(
                Make.Id,
                Make.Request.CustomerAccountId,
                Juspay: null,
                Make.Start.AddSeconds(begunAtSecond),
                Make.Request.CustomerId),
            open?.Drop);
        Assert.Equal((stage, Load(name).UncertainAttempts), (Stages.Describe(open?.Stage), open?.UncertainAttempts));
    }

    [Theory]
    [InlineData("looking")]
    [InlineData("looking-refused")]
    [InlineData("paying-not-sent")]
    [InlineData("paying-behind")]
    [InlineData("paying-refused")]
    [InlineData("settled-active")]
    [InlineData("settled-reused")]
    [InlineData("settled-failure")]
    [InlineData("settled-rejected")]
    [InlineData("settled-expired")]
    [InlineData("settled-unchanged")]
    [InlineData("settled-cancelled-without-callback")]
    public void OldState_WithNoDropOpen_NotesNone(string name) =>
        Assert.Equal((null, false), (Load(name).Drop, Load(name).HasOpenDrop));

    // The timeline is bounded: the line of the drop may have given way. The deadline is later than any intent.
    [Fact]
    public void OldState_WhoseTimelineSaysNothingOfItsDrop_IsOpenFromTheDeadline()
    {
        var bare = Old(Stages.Named("Confirming") with { Drop = null });
        Assert.Equal(Make.Start.AddHours(72), bare.Drop?.At);
        var intended = Old(
            new Story().Pay(Replies.Unclear).Confirm(Replies.Created).Intend().Reply(Replies.Unclear).Validation with
            {
                Drop = null,
            });
        Assert.Equal(Make.Start.AddSeconds(270), intended.Drop?.At);
    }

    // Earlier versions freed the account with an expiry: what was not proved then is open still.
    [Theory]
    [InlineData(ReasonCodes.DropUncertain, "Waiting NotProved")]
    [InlineData(ReasonCodes.AttemptsUsedUp, "Waiting ProvedAbsent")]
    [InlineData(ReasonCodes.NoAnswer, "nothing")]
    [InlineData(ReasonCodes.JuspayUnavailable, "nothing")]
    public void OldExpiry_OfWhatWasNotProved_LeavesItOpen(string reason, string left)
    {
        var seen = Make.Account(AccountStatus.Active, Make.Start.AddDays(-1));
        var at = Make.Start.AddHours(72);
        var expired = Old(Make.Accepted() with
        {
            Stage = new Stage.Settled(ValidationStatus.Expired, at, new(reason, "why"), Reused: false),
            ValidateAttempts = 1,
            UncertainAttempts = 1,
            PennyLeft = true,
            LastSeen = seen,
            Timeline = Make.Accepted().Timeline.Add(Make.Start.AddSeconds(9), TimelineEvents.DropIntended, "1"),
        });
        Assert.Equal(left, Stages.Describe(Stages.LeftBy(expired)));
        Assert.Equal(left == "nothing" ? null : Baseline.Of(seen), Stages.BaselineOf(Stages.LeftBy(expired)));
        Assert.Equal(left == "nothing" ? null : Make.Start.AddSeconds(9), expired.Drop?.At);
        Assert.Equal(ValidationStatus.Expired, expired.Status);
    }

    [Fact]
    public void OldExpiry_OfAnAccountThatWasNeverSeen_LeavesADropWithoutBaseline()
    {
        var expired = Old(
            Make.Accepted() with
            {
                Stage = new Stage.Settled(
                    ValidationStatus.Expired,
                    Make.Start.AddHours(72),
                    new(ReasonCodes.DropUncertain, "why"),
                    Reused: false),
            });
        Assert.Equal(
            ("Waiting NotProved", null),
            (Stages.Describe(Stages.LeftBy(expired)), Stages.BaselineOf(Stages.LeftBy(expired))));
    }

    // What today's version noted is as it was noted.
    [Theory]
    [InlineData("expired-not-proved")]
    [InlineData("cancelled-in-flight")]
    [InlineData("following-in-flight")]
    public void NewState_Always_KeepsTheDropThatItNoted(string name)
    {
        var state = SampleStates.All[name]();
        Assert.Equal((state.Drop, state.Stage), (Old(state).Drop, Old(state).Stage));
    }

    [Theory]
    [InlineData("in-flight-cancel-waiting")]
    [InlineData("suspended-then-terminated")]
    public void OldCancel_ThatWaitedForItsDrop_IsHonouredWithTheNextOutcome(string name)
    {
        var story = From(name);
        Assert.NotNull(story.Validation.CancelRequestedAt);
        Assert.Equal(new Step.DropPenny(1), story.Next);
        story.Apply(new Outcome.PennyDropEnded(Make.Start, new JuspayReply.Unclear(ReplyCauses.Interrupted)));
        Assert.Equal(("CANCELLED cancelled", "Confirming 0"), (story.Stands, story.Leaves));
    }

    private static Validation Old(Validation state) => StateJson.Deserialize(StateJson.Serialize(state));

    private static Story From(string name)
    {
        var loaded = Load(name);
        return new(from: loaded, at: loaded.Timeline.Entries[^1].LastAt);
    }

    private static Validation Load(string name) =>
        StateJson.Deserialize(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.json")));
}
