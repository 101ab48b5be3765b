using AccountValidation.Core.Accounts;
using AccountValidation.Core.Lifecycles;
using AccountValidation.Core.Tests.Support;

namespace AccountValidation.Core.Tests.Rules;

/// <summary>A validation whose engine was ended by others.</summary>
public sealed class RecoveryTests
{
    private static readonly JuspayReply Unclear = new JuspayReply.Unclear(ReplyCauses.TimeOut);
    private static readonly JuspayReply NotAccepted = new JuspayReply.NotAccepted(ReplyCauses.ConnectionRefused);

    /// <summary>
    /// What is known, what the journal holds, and what becomes of it: stage, attempts, uncertain ones.
    /// </summary>
    public static TheoryData<string, string, string> Table => new()
    {
        { "Checking", "", "Checking 0 0 0" },
        { "Checking", "unknown", "DropUnderWay 1 0" },
        { "Paying", "", "Paying 0 0 0" },
        { "Paying", "unknown", "DropUnderWay 1 0" },
        { "Paying", "answered", "DropUnderWay 1 0" },
        { "Paying", "unclear unknown", "DropUnderWay 2 1" },
        { "Paying", "unknown not-accepted unclear unknown", "DropUnderWay 4 2" },
        { "DropUnderWay", "unknown", "DropUnderWay 1 0" },
        { "Confirming", "unclear", "Confirming 0 1 1" },
        { "Confirming", "unclear unknown", "DropUnderWay 2 1" },
        { "Waiting Answered", "answered", "Waiting Answered 1 0" },
        { "Waiting ProvedAbsent", "unclear unclear unclear", "Waiting ProvedAbsent 3 3" },
        { "Settled", "answered unknown", "ACTIVE 1 0" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void WithJournal_OfAStage_PutsBackWhatBeganLater(string known, string journal, string expected)
    {
        var after = Recovery.WithJournal(Stages.Named(known), Begun(journal));

        Assert.Equal(expected, $"{Stages.Describe(after)} {after.ValidateAttempts} {after.UncertainAttempts}");
    }

    [Theory]
    [InlineData("Checking", "unknown", false)]
    [InlineData("Checking", "not-accepted unknown", false)]
    [InlineData("Checking", "throttled unknown", true)]
    [InlineData("Checking", "unclear unknown", true)]
    [InlineData("Checking", "unknown unknown", true)]
    [InlineData("Paying Again", "unclear not-accepted unknown", true)]
    public void WithJournal_EarlierDropsThatMayHaveLeft_AreKnown(string known, string journal, bool hasLeft)
    {
        var after = Recovery.WithJournal(Stages.Named(known), Begun(journal));

        Assert.Equal(hasLeft, after.PennyLeft);
        var refused = Lifecycle.Apply(after, new Outcome.PennyDropEnded(Make.Start, Replies.BadRequest), Stages.Due);
        Assert.Equal(hasLeft ? "Waiting NotProved" : "REJECTED request_refused", Stages.Describe(refused));
    }

    [Fact]
    public void WithJournal_NothingNew_GivesTheVeryInstanceBack()
    {
        var known = Stages.Named("Confirming");

        Assert.Same(known, Recovery.WithJournal(known, Begun("unclear")));
    }

    [Fact]
    public void WithJournal_DropBeganLater_HasItsOwnBaselineAndTime()
    {
        var after = Recovery.WithJournal(Stages.Named("Paying"), Begun("unclear unknown"));

        Assert.Equal(
            new Stage.DropUnderWay(BaselineOf(2), IntentOf(2) + Make.Terms.JuspayTimeout, Refusals: 0), after.Stage);
        Assert.Equal(new Step.DropPenny(2), Lifecycle.Next(after, Stages.Due));
        Assert.True(after.HasOpenDrop);
    }

    [Fact]
    public void WithJournal_UnderThePreset_CountsChecksFromTheDropThatIsPutBack()
    {
        var known = Stages.Named("Paying") with
        {
            Terms = Make.Terms with { Recheck = Make.Recheck with { Preset = RecheckPreset.Npci } },
            Checks = 1,
            RecentChecks = [Make.Start],
        };

        var after = Recovery.WithJournal(known, Begun("unknown"));

        Assert.Equal((IntentOf(1), null), (after.DropAt, after.RecentChecks));
    }

    [Fact]
    public void Cancelled_DropOnItsWay_SettlesAtOnceAndItsEndIsTheAccounts()
    {
        var story = new Story(
            from: Recovery.Cancelled(Recovery.WithJournal(Stages.Named("Paying"), Begun("unknown")), Stages.Due),
            at: Stages.Due);
        Assert.Equal(("CANCELLED cancelled", "DropUnderWay"), (story.Stands, story.Leaves));
        Assert.Equal(
            new DropOrigin(Make.Id, Make.Request.CustomerAccountId, Juspay: null, IntentOf(1), Make.Request.CustomerId),
            AccountRules.OpenDropOf(story.Validation)?.Drop);

        story.Apply(new Outcome.PennyDropEnded(IntentOf(1), Unclear, BaselineOf(1)));
        Assert.Equal(("CANCELLED cancelled", "Confirming 0"), (story.Stands, story.Leaves));
        Assert.Equal(BaselineOf(1), Stages.BaselineOf(Stages.LeftBy(story.Validation)));
    }

    [Fact]
    public void Cancelled_NoDropOnItsWay_SettlesAtOnce() =>
        Assert.Equal("CANCELLED cancelled", Stages.Describe(Recovery.Cancelled(Stages.Named("Paying"), Stages.Due)));

    private static IReadOnlyCollection<BegunDrop> Begun(string journal) =>
        [
            .. journal
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(
                    (reply, index) =>
                        new BegunDrop(
                            index + 1,
                            IntentOf(index + 1),
                            BaselineOf(index + 1),
                            reply switch
                            {
                                "unknown" => null,
                                "answered" => Replies.Active,
                                "not-accepted" => NotAccepted,
                                "throttled" => Replies.Throttled,
                                _ => Unclear,
                            })),
        ];

    private static DateTimeOffset IntentOf(int attempt) => Make.Start.AddMinutes(attempt);

    private static Baseline BaselineOf(int attempt) => new(AccountStatus.Active, Make.Start.AddDays(-attempt));
}
